// The first half of a look-up of the k nearest: for each row of A (a query) and each half tile of B, the most that one of
// those 64 rows is certain to reach. The k-th largest of a query's numbers is a bound that k different rows reach; with it
// as the query's need, `join` lists all that can be among the k nearest. Scalar twin:
// `hydrascope::distance::flat::certain`.
//
// `most` is row-major, one row for each query, 2 * b_tiles numbers each. A half tile that only pads gets NOTHING.

#if CODE == 0
constexpr Number NOTHING = -(1 << 30);
#else
constexpr Number NOTHING = -1e30f;
#endif

extern "C" __global__ void __launch_bounds__(THREADS, 1) certain(JOB, Number *most)
{
    const Job job{ARGUMENTS};
    for_each_tile(job, [&](Number(&sums)[TALL][WIDE][4], unsigned a_tile, unsigned b_tile) {
        const unsigned first = b_tile * ROWS_B;
#pragma unroll
        for (int t = 0; t < TALL; t++) {
#pragma unroll
            for (int half = 0; half < 2; half++) {
                Number best = NOTHING;
#pragma unroll
                for (int w = 0; w < WIDE; w++) {
#pragma unroll
                    for (int i = 0; i < 2; i++) {
                        const unsigned row = first + column_of(w, i);
                        if (row < job.b_rows) {
                            best = max(best, sums[t][w][half * 2 + i] - job.slack[row]);
                        }
                    }
                }
                // The four lanes that share a row.
                best = max(best, __shfl_xor_sync(0xffffffffu, best, 1));
                best = max(best, __shfl_xor_sync(0xffffffffu, best, 2));
                if (threadIdx.x % 4 == 0) {
                    const size_t query = a_tile * ROWS_A + row_of(t, half);
                    most[query * 2 * job.b_tiles + b_tile * 2 + threadIdx.x / 32 % 2] = best;
                }
            }
        }
    });
}
