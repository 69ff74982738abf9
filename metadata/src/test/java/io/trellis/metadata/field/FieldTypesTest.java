package io.trellis.metadata.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldTypesTest {
    @Test
    void hasEveryTypeOfTheLanguage() {
        assertThat(FieldTypes.names())
                .containsExactly(
                        ("text longText richText integer decimal currency percent boolean date datetime time select"
                                        + " multiSelect cascade lookup masterDetail manyToMany user department autoNumber formula rollup"
                                        + " phone email url address geolocation image file signature barcode tags json")
                                .split(" "));
    }

    /** One test per type is what keeps the contract; a type without one would keep nothing. */
    @Test
    void everyTypeHasItsTest() {
        for (FieldType type : FieldTypes.all()) {
            String test = type.getClass().getName() + "Test";
            assertThat(getClass().getClassLoader().getResource(test.replace('.', '/') + ".class"))
                    .as(test)
                    .isNotNull();
        }
    }
}
