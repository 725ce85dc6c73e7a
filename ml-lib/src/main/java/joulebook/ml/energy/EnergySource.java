package joulebook.ml.energy;

import com.google.gson.annotations.SerializedName;
import java.util.Locale;

/** Where a number of joules comes from, the most trustworthy first. */
public enum EnergySource {
    /** NVIDIA's management library: the energy counter or the sampled power of a whole GPU. */
    @SerializedName("nvml")
    NVML,
    /** The processor's running average power limit counters: a whole package or its memory. */
    @SerializedName("rapl")
    RAPL,
    /** A model of the processor's power and the processor time of this process; no meter at all. */
    @SerializedName("estimate")
    ESTIMATE;

    /** The name users see: {@code nvml}, {@code rapl} or {@code estimate}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
