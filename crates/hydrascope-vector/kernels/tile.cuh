// All rows of A against all rows of B, tile by tile, on tensor cores. Scalar twin: `hydrascope::distance::flat::product`.
//
// Set at compile time:
//   CODE    0: rows of signed bytes, sums in int; exact. 1: rows of halves, sums in float; `flat.rs` states the bound.
//   BYTES   bytes a row takes, padded with zeros: a multiple of SLAB.
//   ROWS_A  rows of A that a block keeps: 256, 128 or 64.
//   STAGES  slabs of B on their way or in use at once: 2 to 4.
//
// In global memory A and B are row-major, BYTES a row, aligned to 16 bytes, padded with rows of zeros to whole tiles
// (ROWS_A and ROWS_B). In shared memory a slab is SLAB bytes of each row of a tile; the 16-byte pieces of row r lie in the
// order p ^ (r % 8), so that neither copies nor fragment loads meet in a bank. A block keeps ROWS_A whole rows of A there
// while the rows of B stream past, so that a byte of B is read from the second-level cache once for ROWS_A rows.
//
// Eight warps stand four by two over the tile; each takes ROWS_A / 4 rows and 64 columns. Ceiling: ROWS_A * ROWS_B * BYTES
// multiplications need (ROWS_A / 4 + 64) / (ROWS_A / 4 * 64) bytes of shared memory each, at 256 rows 128 bytes for 4096,
// what an H200's multiprocessor does in a clock at its int8 peak: neither starves the other.

constexpr int SLAB = 128;
constexpr int ROWS_B = 128;
constexpr int THREADS = 256;
constexpr int SLABS = BYTES / SLAB;
constexpr int PIECES = SLAB / 16;
constexpr int STEPS = SLAB / 32;
constexpr int WARP_ROWS = ROWS_A / 4;
constexpr int WARP_COLUMNS = ROWS_B / 2;
constexpr int TALL = WARP_ROWS / 16;   // fragments of a warp down
constexpr int WIDE = WARP_COLUMNS / 8; // and across
static_assert(STEPS % 2 == 0, "the first operands of a slab lie in place 0");
static_assert(BYTES % SLAB == 0 && ROWS_A % 64 == 0 && STAGES >= 2, "see above");

// What a launch works on; kernels take the same, one by one, as arguments (JOB). Rows that only pad never
// pass: `slack` and `need` say so.
struct Job
{
    const unsigned char *a;
    const unsigned char *b;
    const Number *need;         // of each row of A: the least that a product and the slack of the other row must come to
    const Number *slack;        // of each row of B
    const Number *tile_slack;   // the largest slack of each tile of B
    unsigned a_first, b_first;  // numbers of the first rows
    unsigned a_tiles, b_tiles;
    unsigned b_rows;            // rows of B that do not pad
    unsigned chunk;             // tiles of B that a block takes before it loads other rows of A
    unsigned triangle;          // 1: only pairs whose row of A comes before that of B
};

#define JOB                                                                                                             \
    const unsigned char *a, const unsigned char *b, const Number *need, const Number *slack, const Number *tile_slack,  \
        unsigned a_first, unsigned b_first, unsigned a_tiles, unsigned b_tiles, unsigned b_rows, unsigned chunk,        \
        unsigned triangle
#define ARGUMENTS a, b, need, slack, tile_slack, a_first, b_first, a_tiles, b_tiles, b_rows, chunk, triangle

// Place of a 16-byte piece of a row in a slab, in bytes.
__device__ __forceinline__ int place(int row, int piece)
{
    return row * SLAB + ((piece ^ (row & (PIECES - 1))) << 4);
}

// Starts to copy one slab of `Rows` rows to shared memory.
template <int Rows> __device__ __forceinline__ void copy_slab(unsigned char *to, const unsigned char *rows, int slab)
{
    static_assert(Rows * PIECES % THREADS == 0, "each thread copies as many pieces");
#pragma unroll
    for (int turn = 0; turn < Rows * PIECES / THREADS; turn++) {
        const int i = turn * THREADS + threadIdx.x, row = i / PIECES, piece = i % PIECES;
        copy_16(to + place(row, piece), rows + (size_t)row * BYTES + slab * SLAB + piece * 16);
    }
}

// What a warp multiplies in one step: 32 bytes of each of its rows.
struct Operands
{
    unsigned a[TALL][4], b[WIDE / 2][4];
};

// Loads a step's operands from a slab of A and one of B.
__device__ __forceinline__ void load(Operands &to, const unsigned char *a, const unsigned char *b, int step)
{
    const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
    const int top = (warp / 2) * WARP_ROWS, left = (warp % 2) * WARP_COLUMNS;
    const int matrix = lane / 8, row = lane % 8;
    // Of A, upper and lower eight rows of the first 16 bytes, then of the second; of B, both halves of the first eight columns,
    // then of the second. Sixteen rows on the order of pieces is the same, and a step on the place differs in two bits.
    const int of_a = place(top + (matrix % 2) * 8 + row, matrix / 2) ^ step * 32;
    const int of_b = place(left + (matrix / 2) * 8 + row, matrix % 2) ^ step * 32;
#pragma unroll
    for (int t = 0; t < TALL; t++) {
        load_fragments(to.a[t], a + of_a + t * 16 * SLAB);
    }
#pragma unroll
    for (int w = 0; w < WIDE / 2; w++) {
        load_fragments(to.b[w], b + of_b + w * 16 * SLAB);
    }
}

// Adds a step's products to a warp's sums.
__device__ __forceinline__ void multiply(Number (&sums)[TALL][WIDE][4], const Operands &of)
{
#pragma unroll
    for (int t = 0; t < TALL; t++) {
#pragma unroll
        for (int w = 0; w < WIDE; w++) {
            multiply(sums[t][w], of.a[t], of.b[w / 2][w % 2 * 2], of.b[w / 2][w % 2 * 2 + 1]);
        }
    }
}

__device__ __forceinline__ void clear(Number (&sums)[TALL][WIDE][4])
{
#pragma unroll
    for (int t = 0; t < TALL; t++) {
#pragma unroll
        for (int w = 0; w < WIDE; w++) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
                sums[t][w][i] = 0;
            }
        }
    }
}

// Gives `take(sums, tile of A, tile of B)` every tile that the job asks for. Needs shared memory of
// ROWS_A * BYTES + STAGES * ROWS_B * SLAB bytes and blocks of THREADS threads; any number of blocks will do.
template <class Take> __device__ __forceinline__ void for_each_tile(const Job &job, Take take)
{
    extern __shared__ __align__(128) unsigned char memory[];
    unsigned char *const of_a = memory, *const of_b = memory + ROWS_A * BYTES;
    Number sums[TALL][WIDE][4];
    const unsigned chunks = (job.b_tiles + job.chunk - 1) / job.chunk;
    // Blocks that run at the same time share their rows of B.
    for (unsigned item = blockIdx.x; item < job.a_tiles * chunks; item += gridDim.x) {
        const unsigned a_tile = item % job.a_tiles, a_row = job.a_first + a_tile * ROWS_A;
        unsigned start = item / job.a_tiles * job.chunk, end = min(start + job.chunk, job.b_tiles);
        if (job.triangle && a_row > job.b_first) {
            start = max(start, (a_row - job.b_first) / ROWS_B);
        }
        if (start >= end) {
            continue;
        }
        const unsigned char *a = job.a + (size_t)a_tile * ROWS_A * BYTES;
        const unsigned slabs = (end - start) * SLABS;
        auto slab_of_b = [&](unsigned at) { return of_b + at % STAGES * (ROWS_B * SLAB); };
        auto fetch = [&](unsigned at) {
            if (at < slabs) {
                const unsigned char *b = job.b + (size_t)(start + at / SLABS) * ROWS_B * BYTES;
                copy_slab<ROWS_B>(slab_of_b(at), b, at % SLABS);
            }
            end_copies();
        };
        // The rows of A of the item before may still be read.
        __syncthreads();
#pragma unroll
        for (int slab = 0; slab < SLABS; slab++) {
            copy_slab<ROWS_A>(of_a + slab * (ROWS_A * SLAB), a, slab);
        }
#pragma unroll
        for (int ahead = 0; ahead < STAGES; ahead++) {
            fetch(ahead);
        }
        wait_for_copies<STAGES - 1>();
        __syncthreads();
        // Operands are loaded a step before they are multiplied, so that the one runs beside the other.
        Operands operands[2];
        load(operands[0], of_a, of_b, 0);
        for (unsigned tile = start, at = 0; tile < end; tile++) {
            clear(sums);
#pragma unroll 1
            for (int slab = 0; slab < SLABS; slab++, at++) {
#pragma unroll
                for (int step = 0; step < STEPS; step++) {
                    if (step + 1 < STEPS) {
                        load(operands[(step + 1) % 2], of_a + slab * (ROWS_A * SLAB), slab_of_b(at), step + 1);
                    } else {
                        wait_for_copies<STAGES - 2>();
                        // All copies of the next slab are in, and nobody reads this one any more. Behind the last slab the
                        // operands are some that nobody multiplies.
                        __syncthreads();
                        fetch(at + STAGES);
                        load(operands[0], of_a + (slab + 1) % SLABS * (ROWS_A * SLAB), slab_of_b(at + 1), 0);
                    }
                    multiply(sums, operands[step % 2]);
                }
            }
            take(sums, a_tile, tile);
        }
        wait_for_copies<0>();
    }
}

// Row in the tile of A, and column in the tile of B, of a sum.
__device__ __forceinline__ int row_of(int t, int half)
{
    return threadIdx.x / 64 * WARP_ROWS + t * 16 + half * 8 + threadIdx.x % 32 / 4;
}

__device__ __forceinline__ int column_of(int w, int i)
{
    return threadIdx.x / 32 % 2 * WARP_COLUMNS + w * 8 + threadIdx.x % 4 * 2 + i;
}
