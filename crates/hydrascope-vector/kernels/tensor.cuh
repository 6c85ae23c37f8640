// What the kernels ask of the chip: copies into shared memory that run beside the arithmetic, fragments of a tile, and one
// step of a matrix product. `emulate/tensor.cuh` offers the same names on a processor without a GPU.
//
// Needs compute capability 8.0. Layouts are those of the PTX manual, "Matrix Fragments for mma.m16n8k32" and "ldmatrix";
// 32 signed bytes and 16 halves of a row take the same 32 bytes of shared memory and the same lanes.

#if CODE == 0
typedef int Number; // sums of products of signed bytes
#else
typedef float Number; // sums of products of halves
#endif

// Copies 16 bytes from global to shared memory, both aligned to 16, without waiting.
__device__ __forceinline__ void copy_16(void *to, const void *from)
{
    unsigned shared = static_cast<unsigned>(__cvta_generic_to_shared(to));
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;\n" ::"r"(shared), "l"(from) : "memory");
}

// Ends a group of this thread's copies.
__device__ __forceinline__ void end_copies()
{
    asm volatile("cp.async.commit_group;\n" ::: "memory");
}

// Waits until at most `Left` of this thread's latest groups are under way.
template <int Left> __device__ __forceinline__ void wait_for_copies()
{
    asm volatile("cp.async.wait_group %0;\n" ::"n"(Left) : "memory");
}

// Loads four matrices of 8 rows of 16 bytes. Lane l gives the address of row l % 8 of matrix l / 8, and gets the four
// bytes at 4 * (l % 4) of row l / 4 of each.
__device__ __forceinline__ void load_fragments(unsigned (&to)[4], const void *row)
{
    unsigned shared = static_cast<unsigned>(__cvta_generic_to_shared(row));
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];\n"
                 : "=r"(to[0]), "=r"(to[1]), "=r"(to[2]), "=r"(to[3])
                 : "r"(shared)
                 : "memory");
}

// Adds the products of 16 rows of A with 8 rows of B over 32 bytes to the sums. Of the sums, lane l holds columns
// 2 * (l % 4) and the next of row l / 4, then of row l / 4 + 8.
__device__ __forceinline__ void multiply(Number (&sums)[4], const unsigned (&a)[4], unsigned b0, unsigned b1)
{
#if CODE == 0
    asm volatile("mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
                 "{%0, %1, %2, %3};\n"
                 : "+r"(sums[0]), "+r"(sums[1]), "+r"(sums[2]), "+r"(sums[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
#else
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
                 "{%0, %1, %2, %3};\n"
                 : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
#endif
}
