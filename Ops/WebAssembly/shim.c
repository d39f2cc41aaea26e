#include <stddef.h>
#include <stdint.h>
/* What Embedded Swift expects of a C library, for one small module in a browser. Memory comes in sizes of powers of two, with
   the size before it, and what is given back waits in the list of its size. */
extern unsigned char __heap_base;
static uintptr_t next;
static void *spare[32];
static uintptr_t top(void) { return next ? next : (uintptr_t)&__heap_base; }
int posix_memalign(void **out, size_t alignment, size_t size) {
    unsigned order = 4;
    while (((size_t)1 << order) < size) if (++order > 30) return 12;
    if (alignment > 16) return 22;
    if (spare[order]) { *out = spare[order]; spare[order] = *(void **)spare[order]; return 0; }
    uintptr_t start = ((top() + 15) & ~(uintptr_t)15) + 16;
    uintptr_t end = start + ((size_t)1 << order);
    size_t have = __builtin_wasm_memory_size(0) << 16;
    if (end > have && __builtin_wasm_memory_grow(0, (end - have + 65535) >> 16) == (size_t)-1) return 12;
    ((unsigned *)start)[-1] = order;
    next = end; *out = (void *)start; return 0;
}
void free(void *p) {
    if (!p) return;
    unsigned order = ((unsigned *)p)[-1];
    *(void **)p = spare[order];
    spare[order] = p;
}
/* Seeds of hash tables that do not outlive a call and are nobody's to attack: the same every time. */
void arc4random_buf(void *p, size_t n) { unsigned char *a = p; while (n--) *a++ = 0x5a; }
void *memcpy(void *restrict d, const void *restrict s, size_t n) { unsigned char *a = d; const unsigned char *b = s; while (n--) *a++ = *b++; return d; }
void *memmove(void *d, const void *s, size_t n) { unsigned char *a = d; const unsigned char *b = s; if (a < b) while (n--) *a++ = *b++; else while (n--) a[n] = b[n]; return d; }
void *memset(void *d, int c, size_t n) { unsigned char *a = d; while (n--) *a++ = (unsigned char)c; return d; }
int memcmp(const void *x, const void *y, size_t n) { const unsigned char *a = x, *b = y; for (; n--; a++, b++) if (*a != *b) return *a - *b; return 0; }
typedef struct { uint64_t low, high; } wide;
void __multi3(wide *r, uint64_t al, uint64_t ah, uint64_t bl, uint64_t bh) {
    uint64_t m = 0xffffffffu, a0 = al & m, a1 = al >> 32, b0 = bl & m, b1 = bl >> 32;
    uint64_t p0 = a0 * b0, p1 = a0 * b1, p2 = a1 * b0, p3 = a1 * b1;
    uint64_t mid = (p0 >> 32) + (p1 & m) + (p2 & m);
    r->low = (p0 & m) | (mid << 32);
    r->high = p3 + (p1 >> 32) + (p2 >> 32) + (mid >> 32) + al * bh + ah * bl;
}
/* Unicode tables are left out (they would be the larger part of the module): the module sees ASCII codes and numbers. */
uint16_t _swift_stdlib_getNormData(uint32_t s) { (void)s; return 0; }
uint32_t _swift_stdlib_getComposition(uint32_t x, uint32_t y) { (void)x; (void)y; return 0xffffffffu; }
uint32_t _swift_stdlib_getDecompositionEntry(uint32_t s) { return s; }
uint8_t _swift_stdlib_getGraphemeBreakProperty(uint32_t s) { (void)s; return 0xff; }
_Bool _swift_stdlib_isExtendedPictographic(uint32_t s) { (void)s; return 0; }
_Bool _swift_stdlib_isInCB_Consonant(uint32_t s) { (void)s; return 0; }
const uint8_t _swift_stdlib_nfd_decompositions[1] = {0};
/* Division of 128 bits, bit by bit: the tolerance asks for a handful. */
static void negate(uint64_t *low, uint64_t *high) { *low = ~*low + 1; *high = ~*high + (*low == 0); }
void __divti3(wide *r, uint64_t al, uint64_t ah, uint64_t bl, uint64_t bh) {
    uint64_t ql = 0, qh = 0, rl = 0, rh = 0;
    int negative = ((ah ^ bh) >> 63) & 1;
    if (ah >> 63) negate(&al, &ah);
    if (bh >> 63) negate(&bl, &bh);
    for (int bit = 127; bit >= 0; bit--) {
        rh = (rh << 1) | (rl >> 63);
        rl = (rl << 1) | (((bit > 63 ? ah : al) >> (bit & 63)) & 1);
        if (rh > bh || (rh == bh && rl >= bl)) {
            rh -= bh + (rl < bl);
            rl -= bl;
            if (bit > 63) qh |= (uint64_t)1 << (bit & 63); else ql |= (uint64_t)1 << bit;
        }
    }
    if (negative) negate(&ql, &qh);
    r->low = ql;
    r->high = qh;
}
