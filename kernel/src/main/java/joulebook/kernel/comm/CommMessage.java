package joulebook.kernel.comm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/** What comes over a {@link Comm}: JSON data, metadata and binary buffers. */
public record CommMessage(JsonElement data, JsonObject metadata, List<byte[]> buffers) {}
