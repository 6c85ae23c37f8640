// Runs the kernels on a processor, for `tests/kernels.rs`. Standard input: nine 32-bit numbers (rows of A and of B, whole tiles;
// rows of B that do not pad; number of the first row of each; triangle of the join; tiles a chunk; blocks; capacity), then A,
// need, B and slack. Standard output: `edges N`, then the edges that there was room for, then `certain` and its numbers.

#include "tensor.cuh"

#include "../tile.cuh"

#include "../join.cu"
#include "../top_k.cu"

template <class T> static std::vector<T> read(size_t count)
{
    std::vector<T> values(count);
    if (fread(values.data(), sizeof(T), count, stdin) != count) {
        fprintf(stderr, "the input ends too early\n");
        exit(2);
    }
    return values;
}

// The kernels ask for 16-byte alignment.
struct alignas(16) Piece
{
    unsigned char bytes[16];
};

int main()
{
    const auto head = read<uint32_t>(9);
    const unsigned a_tiles = head[0] / ROWS_A, b_tiles = head[1] / ROWS_B, b_rows = head[2];
    const unsigned a_first = head[3], b_first = head[4], triangle = head[5], chunk = head[6], blocks = head[7];
    const auto a = read<Piece>((size_t)a_tiles * ROWS_A * BYTES / 16);
    const auto need = read<Number>((size_t)a_tiles * ROWS_A);
    const auto b = read<Piece>((size_t)b_tiles * ROWS_B * BYTES / 16);
    const auto slack = read<Number>((size_t)b_tiles * ROWS_B);
    std::vector<Number> tile_slack;
    for (unsigned tile = 0; tile < b_tiles; tile++) {
        const auto first = slack.begin() + tile * ROWS_B;
        tile_slack.push_back(*std::max_element(first, first + ROWS_B));
    }
    const unsigned char *rows_a = a.data()->bytes, *rows_b = b.data()->bytes;
    std::vector<Edge> edges(head[8]);
    unsigned long long count = 0;
    launch(blocks, [&] {
        join(rows_a, rows_b, need.data(), slack.data(), tile_slack.data(), a_first, b_first, a_tiles, b_tiles, b_rows, chunk,
             triangle, edges.data(), edges.size(), &count);
    });
    printf("edges %llu\n", count);
    for (size_t i = 0; i < std::min<size_t>(count, edges.size()); i++) {
        printf("%u %u %.17g\n", edges[i].a, edges[i].b, (double)edges[i].product);
    }
    std::vector<Number> most((size_t)a_tiles * ROWS_A * 2 * b_tiles, (Number)12345);
    launch(blocks, [&] {
        certain(rows_a, rows_b, need.data(), slack.data(), tile_slack.data(), a_first, b_first, a_tiles, b_tiles, b_rows, chunk,
                0, most.data());
    });
    printf("certain\n");
    for (Number number : most) {
        printf("%.17g\n", (double)number);
    }
}
