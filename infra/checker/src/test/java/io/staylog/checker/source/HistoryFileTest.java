package io.staylog.checker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load generator writes down, and what is made of a file that was not written to its end. */
class HistoryFileTest {
    private static final String INVOKE = "{\"t\":\"invoke\",\"id\":\"r-1\",\"op\":\"book\",\"hotel\":\"rio\","
            + "\"booking\":null,\"via\":\"http\",\"wall\":1,\"mono\":10}\n";
    private static final String OK =
            "{\"t\":\"ok\",\"id\":\"r-1\",\"wall\":2,\"mono\":20,\"topic\":\"booking.requests\","
                    + "\"partition\":3,\"offset\":17,\"answer\":\"202\"}\n";

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("history.jsonl"), text);
    }

    @Test
    void every_kind_of_line_is_read() throws IOException {
        var read = HistoryFile.read(
                file(INVOKE
                        + "{\"t\":\"fault\",\"kind\":\"kill\",\"what\":\"booking-1\",\"seed\":7,\"wall\":1,\"mono\":11,\"until\":null}\n"
                        + OK
                        + "{\"t\":\"healed\",\"wall\":3,\"mono\":12}\n"
                        + INVOKE.replace("r-1", "r-2")
                        + "{\"t\":\"fail\",\"id\":\"r-2\",\"wall\":2,\"mono\":20,\"why\":\"HTTP 422\"}\n"
                        + INVOKE.replace("r-1", "r-3")
                        + "{\"t\":\"info\",\"id\":\"r-3\",\"wall\":2,\"mono\":20,\"why\":\"timed out\"}\n"
                        + "{\"t\":\"read\",\"what\":\"booking\",\"hotel\":\"rio\",\"booking\":\"b\",\"wall\":4,\"mono\":30,"
                        + "\"position\":\"0:4\",\"sse\":null,\"says\":\"HELD\"}\n"),
                Set.of());
        assertThat(read.isTorn()).isFalse();
        assertThat(read.counts())
                .isEqualTo(new io.staylog.checker.rules.History.Counts(3, 1, 1, 1, 1, Map.of("kill", 1)));
    }

    @Test
    void the_last_line_may_be_torn() throws IOException {
        var read = HistoryFile.read(file(INVOKE + OK.substring(0, 30)), Set.of());
        assertThat(read.isTorn()).isTrue();
        assertThat(read.counts().unknown()).isEqualTo(1);
        assertThat(HistoryFile.read(file(INVOKE + OK.strip()), Set.of())
                        .counts()
                        .acknowledged())
                .as("whole, but for its line feed")
                .isEqualTo(1);
    }

    @Test
    void a_torn_line_with_others_after_it_is_an_error_that_names_it() throws IOException {
        var broken = file(INVOKE + OK.substring(0, 30) + INVOKE + OK);
        assertThatThrownBy(() -> HistoryFile.read(broken, Set.of()))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("history.jsonl");
    }

    @Test
    void a_line_that_says_too_little_is_an_error_that_names_what_it_lacks() throws IOException {
        var unnamed = file(INVOKE.replace("\"op\":\"book\",", "") + OK);
        assertThatThrownBy(() -> HistoryFile.read(unnamed, Set.of()))
                .hasMessageContaining("line 1")
                .hasMessageContaining("\"op\"");
        var unknown = file("{\"t\":\"maybe\"}\n");
        assertThatThrownBy(() -> HistoryFile.read(unknown, Set.of())).hasMessageContaining("maybe");
        var unasked = file(OK);
        assertThatThrownBy(() -> HistoryFile.read(unasked, Set.of())).hasMessageContaining("never invoked");
        var textual = file(INVOKE.replace("\"mono\":10", "\"mono\":\"10\""));
        assertThatThrownBy(() -> HistoryFile.read(textual, Set.of())).hasMessageContaining("\"mono\"");
    }

    @Test
    void hotels_that_nobody_asks_for_are_left_out() throws IOException {
        var two = file(INVOKE + INVOKE.replace("r-1", "r-2").replace("rio", "oslo"));
        assertThat(HistoryFile.read(two, Set.of("oslo")).counts().invoked()).isEqualTo(1);
    }
}
