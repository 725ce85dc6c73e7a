package joulebook.kernel.display;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import joulebook.kernel.display.DisplayTable.Column;

/** Makes tables of values where their shape is that of one: records, rows of records, rows of numbers. */
final class ValueTable {
    private static final int MOST_ROWS = 20;
    private static final int MOST_COLUMNS = 20;
    private static final int MOST_NESTED = 3;
    private static final int CELL_CHARACTERS = 200;
    private static final MathContext DIGITS = new MathContext(6);

    private ValueTable() {}

    /** A record's components as rows; a record in a record as rows of its own, such as {@code centre.x}. */
    static DisplayTable of(Record value) {
        return of(ObjectText.plain(value.getClass().getSimpleName()), "component", components(value));
    }

    /** Whether a record has the text that Java gives it; one with a text of its own is not taken apart. */
    static boolean showsItsComponents(Record value) {
        return ObjectText.of(value).startsWith(value.getClass().getSimpleName() + "[");
    }

    /** The first entries of a map as rows. */
    static DisplayTable of(String caption, String key, Map<?, ?> values) {
        List<Object> keys = new ArrayList<>();
        List<Object> shown = new ArrayList<>();
        values.entrySet().stream().limit(MOST_ROWS).forEach(entry -> {
            keys.add(entry.getKey());
            shown.add(entry.getValue());
        });
        return new DisplayTable(
                caption, List.of(column(key, keys), column("value", shown)), values.size() - shown.size(), 0);
    }

    /** The first elements as rows, if each is a record or each is a row of numbers. */
    static Optional<DisplayTable> of(List<?> values) {
        List<?> shown = values.subList(0, Math.min(MOST_ROWS, values.size()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object value : shown) {
            Map<String, Object> row = row(value);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            rows.add(row);
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(ofRows(rows, values.size() - shown.size()));
    }

    private static DisplayTable ofRows(List<Map<String, Object>> rows, int moreRows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        List<Column> columns = names.stream()
                .limit(MOST_COLUMNS)
                .map(name -> column(
                        name,
                        rows.stream().map(row -> row.getOrDefault(name, "")).toList()))
                .toList();
        return new DisplayTable("", columns, moreRows, names.size() - columns.size());
    }

    /** An element's cells by the names of their columns; empty if it is not a row. */
    private static Map<String, Object> row(Object value) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (value instanceof Record whole) {
            return showsItsComponents(whole) ? components(whole) : row;
        }
        List<?> cells = value instanceof List<?> list
                ? list
                : value != null && value.getClass().isArray() ? ObjectText.asList(value) : List.of();
        if (cells.stream().allMatch(cell -> cell instanceof Number)) {
            for (int i = 0; i < cells.size(); i++) {
                row.put(String.valueOf(i), rounded(cells.get(i)));
            }
        }
        return row;
    }

    private static Object rounded(Object number) {
        return number instanceof Double value && Double.isFinite(value) && value != 0
                ? Double.valueOf(new BigDecimal(value).round(DIGITS).doubleValue())
                : number;
    }

    private static Map<String, Object> components(Record value) {
        Map<String, Object> components = new LinkedHashMap<>();
        components("", value, 0, components);
        return components;
    }

    private static void components(String prefix, Record value, int depth, Map<String, Object> into) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            String name = prefix + component.getName();
            Object content = content(value, component);
            if (content instanceof Record nested && depth < MOST_NESTED && showsItsComponents(nested)) {
                components(name + ".", nested, depth + 1, into);
            } else {
                into.put(name, content == null ? "null" : content);
            }
        }
    }

    private static Object content(Record value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The component " + component.getName() + " cannot be read.", e);
        }
    }

    private static Column column(String name, List<Object> values) {
        boolean numbers = values.stream().allMatch(value -> value instanceof Number);
        return new Column(
                name,
                numbers,
                values.stream()
                        .map(value -> ObjectText.brief(value, CELL_CHARACTERS))
                        .toList());
    }
}
