package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwningADirectoryTest {
    @TempDir
    Path temp;

    @Test
    void a_second_stack_on_one_directory_is_refused() {
        var data = new DataDir(temp).create();
        try (var _ = StackLock.take(data)) {
            new PidFile(data.pidFile(LocalStack.NAME)).write(ProcessHandle.current());
            assertThatThrownBy(() -> StackLock.take(data))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("already running on " + temp)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("infra/local/down");
        }
    }

    @Test
    void a_directory_is_free_again_after_the_stack() {
        var data = new DataDir(temp).create();
        StackLock.take(data).close();
        StackLock.take(data).close();
    }

    @Test
    void nobody_else_may_look_into_it() throws IOException {
        var data = new DataDir(temp.resolve("home")).create();
        assertThat(permissions(data.root())).isEqualTo("rwx------");
        DataDir.secret(data.token());
        assertThat(permissions(data.token())).isEqualTo("rw-------");
    }

    @Test
    void a_secret_is_made_once() {
        var data = new DataDir(temp).create();
        var secret = DataDir.secret(data.token());
        assertThat(secret).hasSizeGreaterThan(40).matches("[A-Za-z0-9_-]+");
        assertThat(DataDir.secret(data.token())).isEqualTo(secret);
        assertThat(DataDir.secret(data.postgresPassword())).isNotEqualTo(secret);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
