package io.trellis.apps.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The vocabulary of the demo company, from {@code resources/demo}. Immutable. */
final class Words {
    /** A Chinese word and its spelling in Latin letters, for mail addresses. */
    record Spelled(String word, String latin) {
        static Spelled parse(Object text) {
            String[] parts = text.toString().split(" ");
            return new Spelled(parts[0], parts[1]);
        }
    }

    /** A city where customers are, and the sales team that serves it. */
    record City(
            String region,
            String name,
            String province,
            String areaCode,
            double latitude,
            double longitude,
            List<String> districts,
            String team) {}

    private final Map<String, Object> words;
    private final List<City> cities;

    Words() {
        try (InputStream in = Words.class.getResourceAsStream("/demo/words.yaml")) {
            words = YAMLMapper.builder().build().readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cities = rows("/demo/cities.csv").stream()
                .map(r -> new City(
                        r[0],
                        r[1],
                        r[2],
                        r[3],
                        Double.parseDouble(r[4]),
                        Double.parseDouble(r[5]),
                        List.of(r[6].split("\\|")),
                        r[7]))
                .toList();
    }

    List<City> cities() {
        return cities;
    }

    @SuppressWarnings("unchecked")
    List<String> list(String key) {
        return (List<String>) words.get(key);
    }

    List<Spelled> spelled(String key) {
        return list(key).stream().map(Spelled::parse).toList();
    }

    @SuppressWarnings("unchecked")
    List<String> list(String key, String of) {
        return ((Map<String, List<String>>) words.get(key)).get(of);
    }

    @SuppressWarnings("unchecked")
    String text(String key, String of) {
        return ((Map<String, String>) words.get(key)).get(of);
    }

    @SuppressWarnings("unchecked")
    List<String> keys(String key) {
        return List.copyOf(((Map<String, Object>) words.get(key)).keySet());
    }

    /** The rows of a small table without quoting, its heading left out. */
    static List<String[]> rows(String resource) {
        try (InputStream in = Words.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
