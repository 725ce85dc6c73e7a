package joulebook.ml.energy;

import com.google.gson.annotations.SerializedName;

/** The kind of device that used energy. */
public enum DeviceKind {
    @SerializedName("gpu")
    GPU,
    @SerializedName("cpu")
    CPU,
    @SerializedName("memory")
    MEMORY
}
