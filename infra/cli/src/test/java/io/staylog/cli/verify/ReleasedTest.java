package io.staylog.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The program carries the schemas of all releases with it. */
class ReleasedTest {

    @Test
    void the_schemas_of_the_first_release_and_of_the_newest_are_there() {
        var readers = Released.readers();
        assertThat(readers.releases()).contains(1, 2);
        assertThat(readers.types()).as("record types of all releases").isGreaterThan(80);
    }
}
