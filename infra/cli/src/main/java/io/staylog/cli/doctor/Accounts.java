package io.staylog.cli.doctor;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.dlq.Entry;
import io.staylog.cli.dlq.LetterBook;
import io.staylog.cli.terminal.Failure;
import io.staylog.deadletters.Account;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What has become of every record that came in, as the groups keep it beside their positions; and whether the dead letters that
 * they count are there.
 */
final class Accounts {
    private record Kept(Account account, long position) {}

    /** By group, and within it by partition. */
    private final Map<String, Map<TopicPartition, Kept>> groups = new TreeMap<>();

    private Accounts() {}

    static Accounts read(KafkaClients clients) {
        var accounts = new Accounts();
        try (var admin = clients.admin()) {
            var names = answer(admin.listGroups().all()).stream()
                    .map(GroupListing::groupId)
                    .toList();
            for (var name : names) {
                accounts.take(name, answer(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata()));
            }
        }
        return accounts;
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(KafkaClients.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw Failure.unreachable("the groups' positions cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted");
        }
    }

    private void take(String group, Map<TopicPartition, OffsetAndMetadata> positions) {
        positions.forEach((at, position) -> {
            if (position != null) {
                Account.parse(position.metadata())
                        .ifPresent(account -> groups.computeIfAbsent(group, g -> new HashMap<>())
                                .put(at, new Kept(account, position.offset())));
            }
        });
    }

    List<Symptom> symptoms(LetterBook book) {
        var symptoms = new ArrayList<Symptom>();
        groups.forEach((group, partitions) -> {
            for (var topic : Topics.all()) {
                var kept = new HashMap<>(partitions);
                kept.keySet().removeIf(at -> !at.topic().equals(topic.name()));
                if (!kept.isEmpty()) {
                    symptoms.add(symptom(group, topic, kept, book));
                }
            }
        });
        return symptoms;
    }

    private static Symptom symptom(String group, Topic topic, Map<TopicPartition, Kept> kept, LetterBook book) {
        var sum =
                kept.values().stream().map(Kept::account).reduce(Account::plus).orElseThrow();
        var check = group + " on " + topic.name();
        var told = sum.in() + " in = " + sum.decided() + " decided + " + sum.skipped() + " skipped + " + sum.dead()
                + " dead + " + sum.parked() + " put behind them + " + sum.forwarded() + " sent on";
        if (sum.missing() != 0) {
            return Symptom.wrong(
                    check, told + "; " + sum.missing() + " are missing", "this is a fault of " + group + ": report it");
        }
        long counted = sum.dead() + sum.parked();
        long found = book.entries().stream()
                .filter(entry -> entry.letter().group().equals(group) && isCounted(entry, kept))
                .count();
        if (book.isCut(topic)) {
            return Symptom.ok(check, told + "; too many dead letters to look whether each of them is there");
        }
        return counted == found
                ? Symptom.ok(check, told)
                : Symptom.wrong(
                        check,
                        told + "; but " + topic.dead() + " has " + found + " of the " + counted + " put aside",
                        "somebody has deleted or written dead letters: restore the topic from a backup");
    }

    private static boolean isCounted(Entry entry, Map<TopicPartition, Kept> kept) {
        var id = entry.letter().letter();
        var account = kept.get(new TopicPartition(id.topic(), id.partition()));
        return account != null && id.offset() >= account.account().from() && id.offset() < account.position();
    }
}
