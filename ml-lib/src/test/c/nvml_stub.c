/*
 * A stand-in for NVIDIA's libnvidia-ml.so.1, driven by a script so that tests know the exact energy.
 *
 * NVML_STUB_SCRIPT at compile time names the script, a text file that each call reads anew, one "key value" a line:
 *   init CODE          what nvmlInit_v2 returns
 *   gpus N             how many GPUs there are
 *   energyCode CODE    what nvmlDeviceGetTotalEnergyConsumption returns
 *   powerCode CODE     what nvmlDeviceGetPowerUsage returns
 *   energyI MJ         the counter of GPU I, in mJ
 *   powerI MW          the power of GPU I, in mW
 * Keys that are absent count as 0. Compiled with -DNO_ENERGY, the energy function does not exist at all.
 */
#include <stdio.h>
#include <string.h>

static unsigned long long value(const char *key) {
    char name[64];
    unsigned long long number, found = 0;
    FILE *script = fopen(NVML_STUB_SCRIPT, "r");
    if (!script) return 0;
    while (fscanf(script, "%63s %llu", name, &number) == 2)
        if (strcmp(name, key) == 0) found = number;
    fclose(script);
    return found;
}

static unsigned long long of_device(const char *key, void *device) {
    char name[64];
    snprintf(name, sizeof name, "%s%ld", key, (long) device - 1);
    return value(name);
}

static int text(const char *from, char *to, unsigned size) {
    snprintf(to, size, "%s", from);
    return 0;
}

int nvmlInit_v2(void) { return (int) value("init"); }
int nvmlShutdown(void) { return 0; }
const char *nvmlErrorString(int code) { return code == 9 ? "Driver Not Loaded" : "Some Error"; }
int nvmlSystemGetDriverVersion(char *version, unsigned size) { return text("550.54", version, size); }

int nvmlDeviceGetCount_v2(unsigned *count) {
    *count = (unsigned) value("gpus");
    return 0;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
    *device = (void *) (long) (index + 1);
    return 0;
}

int nvmlDeviceGetName(void *device, char *name, unsigned size) { return text("Stub", name, size); }

#ifndef NO_ENERGY
int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *energy) {
    *energy = of_device("energy", device);
    return (int) value("energyCode");
}
#endif

int nvmlDeviceGetPowerUsage(void *device, unsigned *power) {
    *power = (unsigned) of_device("power", device);
    return (int) value("powerCode");
}
