package io.staylog.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void long_cells_are_cut_on_a_terminal_and_nowhere_else() {
        var rows = Json.array();
        var name = "x".repeat(70) + "end";
        rows.addObject().put("name", name).put("rooms", 1);
        rows.addObject().put("name", "b").put("rooms", 2);

        assertThat(Table.of(rows, true)).contains("xxx…  1").doesNotContain("end");
        assertThat(Table.of(rows, false)).contains(name + "  1");
    }
}
