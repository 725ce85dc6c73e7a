/*
 * A stand-in for NVIDIA's libnvidia-ml.so.1 whose energy is known exactly: it replays recorded traces of power.
 *
 * The environment scripts it:
 *   NVML_STUB_TRACE      file of lines "seconds watts gpu", by time; the power is linear between the points of a GPU, so
 *                        that two points at one time make a step, and constant before the first and after the last
 *   NVML_STUB_GPUS       how many GPUs there are, 1 by default
 *   NVML_STUB_CLOCK      file that holds the time in ns (int64) and a generation (int64): when that changes, environment
 *                        and trace are read anew; without it the time runs by itself and nothing is read anew
 *   NVML_STUB_FAIL       "function=code,...": what these functions return
 *   NVML_STUB_LOST_AT    "seconds": from then on GPU 0 is lost
 *   NVML_STUB_WRAP       mJ at which the counters start again at 0
 *   NVML_STUB_STEP       seconds between two renewals of the counters
 *   NVML_STUB_GAIN       what the sensor shows of the true power, 1 by default
 *   NVML_STUB_PROCESSES  "pid bytes busy;...": what computes on the GPUs
 * Compiled with -DOLD_DRIVER, it lacks the functions that came with the energy counter and later.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { GPUS = 8, POINTS = 1 << 16, GPU_IS_LOST = 15, INSUFFICIENT_SIZE = 7 };

typedef struct { double seconds, watts, joules; } Point; /* joules: up to this point */

static struct { int count, at; Point points[POINTS]; } traces[GPUS];
static volatile int64_t *the_clock;
static int64_t generation = -1;
static unsigned gpus;
static double lost_at, wrap, step, gain;
static const char *fail;

static double number(const char *name, double otherwise) {
    const char *text = getenv(name);
    return text && *text ? atof(text) : otherwise;
}

static void read_trace(void) {
    for (int g = 0; g < GPUS; g++) traces[g].count = traces[g].at = 0;
    FILE *file = getenv("NVML_STUB_TRACE") ? fopen(getenv("NVML_STUB_TRACE"), "r") : NULL;
    double seconds, watts;
    int gpu;
    while (file && fscanf(file, "%lf %lf %d", &seconds, &watts, &gpu) == 3) {
        if (gpu < 0 || gpu >= GPUS || traces[gpu].count == POINTS) continue;
        Point *point = &traces[gpu].points[traces[gpu].count++], *before = point - 1;
        double joules = traces[gpu].count == 1 ? seconds * watts
            : before->joules + (seconds - before->seconds) * (before->watts + watts) / 2;
        *point = (Point) {seconds, watts, joules};
    }
    if (file) fclose(file);
}

static void refresh(void) {
    const char *path = getenv("NVML_STUB_CLOCK");
    if (!the_clock && path) {
        int file = open(path, O_RDONLY);
        the_clock = mmap(NULL, 16, PROT_READ, MAP_SHARED, file, 0);
        close(file);
    }
    int64_t now = the_clock ? the_clock[1] : 0;
    if (now == generation) return;
    generation = now;
    gpus = (unsigned) number("NVML_STUB_GPUS", 1);
    lost_at = number("NVML_STUB_LOST_AT", 1e300);
    wrap = number("NVML_STUB_WRAP", 0);
    step = number("NVML_STUB_STEP", 0);
    gain = number("NVML_STUB_GAIN", 1);
    fail = getenv("NVML_STUB_FAIL");
    read_trace();
}

static double now(void) {
    if (the_clock) return the_clock[0] / 1e9;
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static int code(const char *function) {
    refresh();
    const char *found = fail ? strstr(fail, function) : NULL;
    return found && found[strlen(function)] == '=' ? atoi(found + strlen(function) + 1) : 0;
}

static int device_code(const char *function, void *device) {
    int failed = code(function);
    return failed ? failed : device == (void *) 1 && now() >= lost_at ? GPU_IS_LOST : 0;
}

/* The power at a time, and the energy up to it. */
static Point at(void *device, double seconds) {
    int gpu = (int) (intptr_t) device - 1, i = traces[gpu].at, count = traces[gpu].count;
    Point *points = traces[gpu].points;
    if (!count) return (Point) {seconds, 0, 0};
    while (i > 0 && points[i].seconds > seconds) i--;
    while (i + 1 < count && points[i + 1].seconds <= seconds) i++;
    traces[gpu].at = i;
    double gap = seconds - points[i].seconds, watts = points[i].watts;
    if (gap > 0 && i + 1 < count)
        watts += gap * (points[i + 1].watts - watts) / (points[i + 1].seconds - points[i].seconds);
    return (Point) {seconds, watts, points[i].joules + gap * (points[i].watts + watts) / 2};
}

static int text(const char *from, char *to, unsigned size) {
    snprintf(to, size, "%s", from);
    return 0;
}

const char *nvmlErrorString(int error) {
    return error == 9 ? "Driver Not Loaded" : error == GPU_IS_LOST ? "GPU is lost" : "Some Error";
}

int nvmlInit_v2(void) { return code(__func__); }
int nvmlShutdown(void) { return 0; }

int nvmlSystemGetDriverVersion(char *version, unsigned size) {
    int failed = code(__func__);
    return failed ? failed : text("550.54", version, size);
}

int nvmlDeviceGetCount_v2(unsigned *count) {
    int failed = code(__func__);
    *count = gpus;
    return failed;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
    *device = (void *) (intptr_t) (index + 1);
    return device_code(__func__, *device);
}

int nvmlDeviceGetName(void *device, char *name, unsigned size) {
    int failed = device_code(__func__, device);
    return failed ? failed : text("Stub", name, size);
}

int nvmlDeviceGetUUID(void *device, char *uuid, unsigned size) {
    char name[64];
    snprintf(name, sizeof name, "GPU-stub-%d", (int) (intptr_t) device - 1);
    int failed = device_code(__func__, device);
    return failed ? failed : text(name, uuid, size);
}

int nvmlDeviceGetPowerUsage(void *device, unsigned *milliwatts) {
    int failed = device_code(__func__, device);
    *milliwatts = (unsigned) (gain * at(device, now()).watts * 1e3 + 0.5);
    return failed;
}

int nvmlDeviceGetEnforcedPowerLimit(void *device, unsigned *milliwatts) {
    *milliwatts = 400000;
    return device_code(__func__, device);
}

int nvmlDeviceGetTemperature(void *device, int sensor, unsigned *celsius) {
    *celsius = 41 + (unsigned) sensor;
    return device_code(__func__, device);
}

int nvmlDeviceGetUtilizationRates(void *device, unsigned *gpu_and_memory) {
    gpu_and_memory[0] = 73;
    gpu_and_memory[1] = 20;
    return device_code(__func__, device);
}

int nvmlDeviceGetMemoryInfo(void *device, uint64_t *total_free_used) {
    total_free_used[0] = 80000000000;
    total_free_used[1] = 68000000000;
    total_free_used[2] = 12000000000;
    return device_code(__func__, device);
}

#ifndef OLD_DRIVER

int nvmlDeviceGetTotalEnergyConsumption(void *device, uint64_t *millijoules) {
    int failed = device_code(__func__, device);
    double seconds = now();
    if (step > 0) seconds = (double) (int64_t) (seconds / step + 1e-9) * step;
    double joules = gain * at(device, seconds).joules * 1e3;
    *millijoules = (uint64_t) (joules + 0.5);
    if (wrap > 0) *millijoules %= (uint64_t) wrap;
    return failed;
}

typedef struct { unsigned field, scope; int64_t time, latency; int type, result; uint64_t value; } Field;

int nvmlDeviceGetFieldValues(void *device, int count, Field *fields) {
    int failed = device_code(__func__, device);
    for (int i = 0; i < count; i++) {
        fields[i].result = fields[i].field == 186 ? 0 : 3;
        fields[i].type = 1;
        fields[i].value = (uint64_t) (gain * at(device, now()).watts * 1e3 + 0.5);
    }
    return failed;
}

typedef struct { unsigned pid; uint64_t bytes; unsigned instance, slice; } Process;
typedef struct { unsigned pid; uint64_t time; unsigned busy, memory, encoder, decoder; } Busy;

/* The next "pid bytes busy" of the list; 0 at its end. */
static int next_process(const char **list, unsigned *pid, uint64_t *bytes, unsigned *busy) {
    int read = 0;
    if (!*list || sscanf(*list, "%u %lu %u%n", pid, bytes, busy, &read) != 3) return 0;
    *list += read + ((*list)[read] == ';');
    return 1;
}

int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, Process *processes) {
    const char *list = getenv("NVML_STUB_PROCESSES");
    unsigned found = 0, room = *count, busy;
    Process process = {0};
    while (next_process(&list, &process.pid, &process.bytes, &busy)) {
        if (found < room) processes[found] = process;
        found++;
    }
    *count = found;
    int failed = device_code(__func__, device);
    return failed ? failed : found > room ? INSUFFICIENT_SIZE : 0;
}

int nvmlDeviceGetProcessUtilization(void *device, Busy *samples, unsigned *count, unsigned long long since) {
    const char *list = getenv("NVML_STUB_PROCESSES");
    unsigned found = 0, room = *count;
    uint64_t bytes, time = (uint64_t) (now() * 1e6);
    Busy sample = {0};
    if (time <= since) return 6; /* nothing new */
    sample.time = time;
    while (found < room && next_process(&list, &sample.pid, &bytes, &sample.busy)) samples[found++] = sample;
    *count = found;
    return device_code(__func__, device);
}

#endif
