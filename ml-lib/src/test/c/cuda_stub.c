/*
 * A stand-in for NVIDIA's libcuda.so.1: device n has the primary context 100 + n.
 *
 * The environment scripts it:
 *   CUDA_STUB_ACTIVE  a letter for each device, 1 where this process has used it and 0 where not; without it CUDA has
 *                     not been started
 *   CUDA_STUB_LOG     file to which each call that changes something, or waits, adds a line
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUCCESS = 0, INVALID_VALUE = 1, NOT_INITIALIZED = 3 };

static intptr_t current; /* one context is enough of a stack */

static int done(const char *what, long which) {
    FILE *log = fopen(getenv("CUDA_STUB_LOG"), "a");
    fprintf(log, "%s %ld\n", what, which);
    fclose(log);
    return SUCCESS;
}

int cuDeviceGetCount(int *count) {
    const char *active = getenv("CUDA_STUB_ACTIVE");
    if (!active) return NOT_INITIALIZED;
    *count = (int) strlen(active);
    return SUCCESS;
}

int cuDeviceGet(int *device, int ordinal) {
    *device = ordinal;
    return SUCCESS;
}

int cuDevicePrimaryCtxGetState(int device, unsigned *flags, int *active) {
    *flags = 0;
    *active = getenv("CUDA_STUB_ACTIVE")[device] == '1';
    return SUCCESS;
}

int cuDevicePrimaryCtxRetain(void **context, int device) {
    *context = (void *) (intptr_t) (100 + device);
    return done("retain", device);
}

int cuDevicePrimaryCtxRelease_v2(int device) {
    return done("release", device);
}

int cuCtxPushCurrent_v2(void *context) {
    current = (intptr_t) context;
    return done("push", current);
}

int cuCtxPopCurrent_v2(void **context) {
    *context = (void *) current;
    current = 0;
    return done("pop", (intptr_t) *context);
}

int cuCtxSynchronize(void) {
    return current ? done("synchronize", current) : INVALID_VALUE;
}
