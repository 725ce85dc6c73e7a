package joulebook.ml.energy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonNull;
import com.google.gson.JsonSerializer;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;

/** Readings as JSON: what is empty is left out. */
final class Json {

    static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Optional.class, (JsonSerializer<Optional<?>>) (optional, type, context) ->
                    optional.map(context::serialize).orElse(JsonNull.INSTANCE))
            .registerTypeAdapter(Optional.class, (JsonDeserializer<Optional<?>>) (json, type, context) ->
                    Optional.of(context.deserialize(json, ((ParameterizedType) type).getActualTypeArguments()[0])))
            .create();

    private Json() {}

    /** Of a component that was left out, which Gson hands to a record as null. */
    static <T> Optional<T> orEmpty(Optional<T> component) {
        return component == null ? Optional.empty() : component;
    }
}
