// What the kernels use of CUDA, on a processor: each thread of a block is a fibre, and fibres take turns where threads wait
// for each other. Slow, and meant to be: it tests what kernels compute, not how fast. Same names as `../tensor.cuh`.
//
// Copies under way are the hard part of a kernel, so that both ends are tried: with LATE a copy lands when its thread waits
// for it, without it at once. A kernel that reads too early fails the one, a kernel that writes too early the other.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <vector>
#include <ucontext.h>

#define __device__
#define __global__
#define __shared__
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __align__(bytes) __attribute__((aligned(bytes)))
using std::max;
using std::min;

#if CODE == 0
typedef int Number;
#else
typedef float Number;
#endif

struct Index
{
    unsigned x;
};

// A fibre: its place, the copies that it has begun, and how often it has waited.
struct Fibre
{
    ucontext_t context;
    std::vector<char> stack;
    bool done;
    std::deque<std::vector<std::pair<void *, const void *>>> groups;
    std::vector<std::pair<void *, const void *>> open;
};

constexpr int BLOCK_THREADS = 256;
static Fibre fibres[BLOCK_THREADS];
static ucontext_t scheduler;
static unsigned running;
static Index threadIdx, blockIdx, gridDim;
alignas(128) unsigned char memory[232448];

static void yield()
{
    unsigned self = running;
    swapcontext(&fibres[self].context, &scheduler);
    running = self;
    threadIdx.x = self;
}

// Lets `count` threads from `first` on meet; all of them come by here in the same order.
struct Meeting
{
    int arrived = 0;
    unsigned turn = 0;
    void wait(int count)
    {
        unsigned mine = turn;
        if (++arrived == count) {
            arrived = 0;
            turn++;
        }
        while (turn == mine) {
            yield();
        }
    }
};

static Meeting of_block, of_warp[BLOCK_THREADS / 32];

inline void __syncthreads()
{
    of_block.wait(BLOCK_THREADS);
}

// Shows a value to the other lanes of the warp, and lets this lane work on all of them.
template <class T, class Work> void exchange(T mine, Work work)
{
    static T shown[BLOCK_THREADS / 32][32];
    const unsigned warp = threadIdx.x / 32;
    shown[warp][threadIdx.x % 32] = mine;
    of_warp[warp].wait(32);
    work(shown[warp]);
    of_warp[warp].wait(32);
}

inline void copy_16(void *to, const void *from)
{
    if ((uintptr_t)to % 16 || (uintptr_t)from % 16) {
        fprintf(stderr, "a copy that is not aligned\n");
        abort();
    }
#ifdef LATE
    fibres[threadIdx.x].open.push_back({to, from});
#else
    memcpy(to, from, 16);
#endif
}

inline void end_copies()
{
    Fibre &fibre = fibres[threadIdx.x];
    fibre.groups.push_back(std::move(fibre.open));
    fibre.open.clear();
}

template <int Left> void wait_for_copies()
{
    Fibre &fibre = fibres[threadIdx.x];
    while (fibre.groups.size() > Left) {
        for (auto &copy : fibre.groups.front()) {
            memcpy(copy.first, copy.second, 16);
        }
        fibre.groups.pop_front();
    }
}

inline void load_fragments(unsigned (&to)[4], const void *row)
{
    exchange(row, [&](const void **rows) {
        const unsigned lane = threadIdx.x % 32;
        for (int matrix = 0; matrix < 4; matrix++) {
            memcpy(&to[matrix], (const char *)rows[matrix * 8 + lane / 4] + lane % 4 * 4, 4);
        }
    });
}

inline float half_at(const void *bytes)
{
    uint16_t bits;
    memcpy(&bits, bytes, 2);
    const int exponent = bits >> 10 & 31, fraction = bits & 1023;
    // No infinity and no NaN comes here.
    const float size = exponent ? (1024 + fraction) * __builtin_ldexpf(1, exponent - 25) : fraction * __builtin_ldexpf(1, -24);
    return bits >> 15 ? -size : size;
}

inline Number dot_4_bytes(unsigned a, unsigned b)
{
    Number sum = 0;
#if CODE == 0
    for (int i = 0; i < 4; i++) {
        sum += (int)(int8_t)(a >> 8 * i) * (int8_t)(b >> 8 * i);
    }
#else
    for (int i = 0; i < 2; i++) {
        uint16_t x = a >> 16 * i, y = b >> 16 * i;
        sum += half_at(&x) * half_at(&y);
    }
#endif
    return sum;
}

struct Fragments
{
    unsigned a[4], b[2];
};

inline void multiply(Number (&sums)[4], const unsigned (&a)[4], unsigned b0, unsigned b1)
{
    exchange(Fragments{{a[0], a[1], a[2], a[3]}, {b0, b1}}, [&](Fragments *lanes) {
        const unsigned lane = threadIdx.x % 32;
        for (int i = 0; i < 4; i++) {
            const unsigned row = lane / 4, column = lane % 4 * 2 + i % 2;
            for (int k = 0; k < 4; k++) {
                const Fragments &of_row = lanes[row * 4 + k], &of_column = lanes[column * 4 + k];
                sums[i] += dot_4_bytes(of_row.a[i / 2], of_column.b[0]);
                sums[i] += dot_4_bytes(of_row.a[i / 2 + 2], of_column.b[1]);
            }
        }
    });
}

inline Number __shfl_xor_sync(unsigned, Number mine, int other)
{
    Number got;
    exchange(mine, [&](Number *lanes) { got = lanes[threadIdx.x % 32 ^ other]; });
    return got;
}

template <class T> T __shfl_sync(unsigned, T mine, unsigned from)
{
    T got;
    exchange(mine, [&](T *lanes) { got = lanes[from]; });
    return got;
}

template <class T> T __shfl_up_sync(unsigned, T mine, unsigned by)
{
    T got;
    exchange(mine, [&](T *lanes) { got = lanes[std::max(threadIdx.x % 32, by) - by]; });
    return got;
}

inline bool __any_sync(unsigned, bool mine)
{
    bool any;
    exchange(mine, [&](bool *lanes) { any = std::any_of(lanes, lanes + 32, [](bool lane) { return lane; }); });
    return any;
}

inline unsigned long long atomicAdd(unsigned long long *to, unsigned long long what)
{
    unsigned long long old = *to;
    *to += what;
    return old;
}

// Runs a kernel on a grid, block after block. Shared memory holds rubbish at first, as it may.
template <class Kernel> void launch(unsigned blocks, const Kernel &kernel)
{
    static const Kernel *now;
    now = &kernel;
    gridDim.x = blocks;
    for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++) {
        memset(memory, 0x5a, sizeof memory);
        for (Fibre &fibre : fibres) {
            fibre.stack.resize(64 << 10);
            fibre.done = false;
            getcontext(&fibre.context);
            fibre.context.uc_stack.ss_sp = fibre.stack.data();
            fibre.context.uc_stack.ss_size = fibre.stack.size();
            fibre.context.uc_link = &scheduler;
            makecontext(&fibre.context, +[] {
                (*now)();
                fibres[running].done = true;
            }, 0);
        }
        for (bool left = true; left;) {
            left = false;
            for (running = 0; running < BLOCK_THREADS; running++) {
                if (!fibres[running].done) {
                    const unsigned self = running;
                    threadIdx.x = self;
                    swapcontext(&scheduler, &fibres[self].context);
                    running = self;
                    left |= !fibres[self].done;
                }
            }
        }
    }
}
