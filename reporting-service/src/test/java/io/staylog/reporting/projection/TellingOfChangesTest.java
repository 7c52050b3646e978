package io.staylog.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.staylog.reporting.testing.TestDatabase;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every instance hears which hotels a transaction has changed, when it is committed and not before. */
class TellingOfChangesTest {
    private final HikariDataSource database = TestDatabase.fresh();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    private final Collection<Set<String>> heard = new ConcurrentLinkedQueue<>();
    private final ChangeListener listener = new ChangeListener(database);
    private final Thread thread = Thread.ofVirtual().unstarted(() -> {
        while (!Thread.currentThread().isInterrupted()) {
            listener.listen(heard::add);
        }
    });

    @BeforeEach
    void listen() {
        thread.start();
        await().until(() -> heard.contains(ChangeListener.everything()));
        heard.clear();
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
        database.close();
    }

    private void change(boolean commit, String... hotels) {
        transactions.executeWithoutResult(status -> {
            ChangeNotices.TO_EVERYBODY.send(jdbc, Set.of(hotels));
            if (!commit) {
                status.setRollbackOnly();
            }
        });
    }

    @Test
    void what_is_committed_is_told_and_what_is_rolled_back_is_not() {
        change(false, "oslo");
        change(true, "rio", "lima");
        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(Set.of("rio", "lima"));
    }

    @Test
    void more_hotels_than_fit_in_a_notice_are_all_hotels() {
        var many = IntStream.range(0, 2_000).mapToObj(i -> "hotel-" + i).collect(Collectors.toSet());
        assertThat(ChangeNotices.payload(many)).isEqualTo(ChangeNotices.ALL);
        assertThat(ChangeNotices.payload(Set.of("a\nb"))).isEqualTo(ChangeNotices.ALL);
        assertThat(ChangeNotices.payload(Set.of("a\0b"))).isEqualTo(ChangeNotices.ALL);
        assertThat(ChangeNotices.payload(Set.of(""))).isEqualTo(ChangeNotices.ALL);
        assertThat(ChangeNotices.payload(Set.of("ária"))).isEqualTo("ária");
        change(true, many.toArray(String[]::new));
        await().until(() -> heard.contains(ChangeListener.everything()));
    }

    @Test
    void after_a_broken_connection_everything_counts_as_changed() {
        jdbc.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");
        await().until(() -> heard.contains(ChangeListener.everything()));
        change(true, "rio");
        await().until(() -> heard.contains(Set.of("rio")));
    }
}
