// The threshold join: every pair of rows whose product may reach a threshold, and nothing else. The products themselves
// never leave the registers. Scalar twin: `hydrascope::distance::flat::edges`.
//
// A pair passes where product + slack of its row of B >= need of its row of A; with bytes all three are integers, so that
// the twin finds the same pairs with the same scores. `need` and `slack` hold the quantiser's error bound: what does not
// pass is below the threshold for certain (`flat.rs` has the proof), what passes is scored again in `f32` by the caller.
//
// `count` counts all that passes, `edges` holds the first `capacity` of them, in any order: where there are more, the
// caller asks again for parts of the job. No pair is left out for want of room.

struct Edge
{
    unsigned a, b;  // numbers of the rows
    Number product;
};

constexpr unsigned WARP = 0xffffffffu;

// Gives `take(row of A, row of B, product)` each of a thread's sums that passes.
template <class Take>
__device__ __forceinline__ void for_each_passing(const Job &job, const Number (&sums)[TALL][WIDE][4], unsigned a_tile,
                                                 unsigned b_tile, Take take)
{
    const Number *slack = job.slack + (size_t)b_tile * ROWS_B;
#pragma unroll
    for (int t = 0; t < TALL; t++) {
#pragma unroll
        for (int half = 0; half < 2; half++) {
            const unsigned row = a_tile * ROWS_A + row_of(t, half), a = job.a_first + row;
            const Number need = job.need[row];
#pragma unroll
            for (int w = 0; w < WIDE; w++) {
#pragma unroll
                for (int i = 0; i < 2; i++) {
                    const Number product = sums[t][w][half * 2 + i];
                    const unsigned b = job.b_first + b_tile * ROWS_B + column_of(w, i);
                    if (product + slack[column_of(w, i)] >= need && (!job.triangle || a < b)) {
                        take(a, b, product);
                    }
                }
            }
        }
    }
}

// Takes room for so many edges of each lane of a warp; gives the place of the lane's first.
__device__ __forceinline__ unsigned long long room(unsigned long long *count, unsigned mine)
{
    const unsigned lane = threadIdx.x % 32;
    unsigned until = mine;
#pragma unroll
    for (unsigned step = 1; step < 32; step *= 2) {
        const unsigned before = __shfl_up_sync(WARP, until, step);
        until += lane >= step ? before : 0;
    }
    unsigned long long start = 0;
    if (lane == 31) {
        start = atomicAdd(count, (unsigned long long)until);
    }
    return __shfl_sync(WARP, start, 31) + until - mine;
}

extern "C" __global__ void __launch_bounds__(THREADS, 1)
    join(JOB, Edge *edges, unsigned long long capacity, unsigned long long *count)
{
    const Job job{ARGUMENTS};
    for_each_tile(job, [&](Number(&sums)[TALL][WIDE][4], unsigned a_tile, unsigned b_tile) {
        const Number most = job.tile_slack[b_tile];
        // Hardly ever true of any sum, so that a pair costs one comparison, and all others stand apart from the way there.
        bool any = false;
#pragma unroll
        for (int t = 0; t < TALL; t++) {
#pragma unroll
            for (int half = 0; half < 2; half++) {
                Number best = sums[t][0][half * 2];
#pragma unroll
                for (int w = 0; w < WIDE; w++) {
                    best = max(best, max(sums[t][w][half * 2], sums[t][w][half * 2 + 1]));
                }
                any |= best + most >= job.need[a_tile * ROWS_A + row_of(t, half)];
            }
        }
        if (!__any_sync(WARP, any)) {
            return;
        }
        // Twice over the sums: a warp counts its pairs and takes room for all of them at once, since counting each of them
        // in the one counter of the card costs as much as 40,000 products.
        unsigned mine = 0;
        for_each_passing(job, sums, a_tile, b_tile, [&](unsigned, unsigned, Number) { mine++; });
        unsigned long long at = room(count, mine);
        for_each_passing(job, sums, a_tile, b_tile, [&](unsigned a, unsigned b, Number product) {
            if (at < capacity) {
                edges[at] = Edge{a, b, product};
            }
            at++;
        });
    });
}
