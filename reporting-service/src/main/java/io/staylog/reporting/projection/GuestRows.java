package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.GuestForgotten;
import io.staylog.reporting.projection.RowChange.Party;
import io.staylog.reporting.projection.RowChange.PartySaid;
import io.staylog.reporting.projection.RowChange.Profile;
import io.staylog.reporting.projection.RowChange.ProfileSaid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes who the guests are, and takes them away.
 *
 * <p>Whoever was erased stays so. Profiles and erasures are on two topics, which are read in any order, and a tombstone that
 * compaction has removed is never read; the rows come out the same.
 */
final class GuestRows {
    private record Word(UUID guestId, String word) {}

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NOT_ERASED =
            " where not exists (select 1 from erased_guest e where e.guest_id = r.guest_id)";

    private static final Unnest<ProfileSaid> WORDS_GONE = new Unnest<ProfileSaid>()
            .column("guest_id", "uuid", ProfileSaid::guestId)
            .statement("delete from guest_word w using {rows} where w.guest_id = r.guest_id");

    private static final Unnest<ProfileSaid> GONE = new Unnest<ProfileSaid>()
            .column("guest_id", "uuid", ProfileSaid::guestId)
            .statement("delete from guest_profile p using {rows} where p.guest_id = r.guest_id");

    private static final Unnest<ProfileSaid> SAID = new Unnest<ProfileSaid>()
            .column("guest_id", "uuid", ProfileSaid::guestId)
            .column("name", "text", profile(Profile::name))
            .column("email", "text", profile(Profile::email))
            .column("language", "text", profile(Profile::language))
            .statement(
                    "insert into guest_profile (guest_id, name, email, language) select guest_id, name, email, language"
                            + " from {rows}" + NOT_ERASED
                            + " on conflict (guest_id) do update set name = excluded.name, email = excluded.email,"
                            + " language = excluded.language");

    private static final Unnest<Word> WORDS = new Unnest<Word>()
            .column("word", "text", Word::word)
            .column("guest_id", "uuid", Word::guestId)
            .statement("insert into guest_word (word, guest_id) select word, guest_id from {rows}" + NOT_ERASED);

    private static final Unnest<GuestForgotten> ERASED = new Unnest<GuestForgotten>()
            .column("guest_id", "uuid", GuestForgotten::guestId)
            .column("request_id", "uuid", GuestForgotten::requestId)
            .column("documents", "int", GuestForgotten::documents)
            .column("held", "text", e -> JSON.writeValueAsString(e.held()))
            .column("erased_at", "timestamptz", GuestForgotten::at)
            .statement("insert into erased_guest (guest_id, request_id, documents, held, erased_at)"
                    + " select guest_id, request_id, documents, held::jsonb, erased_at from {rows}"
                    + " on conflict (guest_id) do update set request_id = excluded.request_id,"
                    + " documents = excluded.documents, held = excluded.held, erased_at = excluded.erased_at");

    private static final Unnest<PartySaid> PARTIES_GONE = new Unnest<PartySaid>()
            .column("party_id", "uuid", PartySaid::partyId)
            .statement("delete from invoice_party p using {rows} where p.party_id = r.party_id");

    private static final Unnest<PartySaid> PARTIES = new Unnest<PartySaid>()
            .column("party_id", "uuid", PartySaid::partyId)
            .column("hotel_id", "text", party(Party::hotelId))
            .column("guest_id", "uuid", party(Party::guestId))
            .column("name", "text", party(Party::name))
            .column("address", "text", party(Party::address))
            .column("vat_number", "text", party(Party::vatNumber))
            .column("email", "text", party(Party::email))
            .column("keep_until", "date", party(Party::keepUntil))
            .column("said_at", "timestamptz", party(Party::saidAt))
            .upsert("invoice_party", "party_id");

    private GuestRows() {}

    static void write(JdbcTemplate jdbc, RowBatch batch) {
        writeProfiles(jdbc, batch.profiles(), batch.forgotten());
        PARTIES_GONE.execute(
                jdbc, batch.parties().stream().filter(p -> p.party() == null).toList());
        PARTIES.execute(
                jdbc, batch.parties().stream().filter(p -> p.party() != null).toList());
    }

    private static void writeProfiles(
            JdbcTemplate jdbc, Collection<ProfileSaid> profiles, Collection<GuestForgotten> forgotten) {
        if (profiles.isEmpty() && forgotten.isEmpty()) {
            return;
        }
        // Two readers may have the two topics: one must see what the other has written, or a name would stay.
        jdbc.execute("lock table erased_guest in share row exclusive mode");
        ERASED.execute(jdbc, forgotten);
        var gone = new ArrayList<ProfileSaid>();
        profiles.stream().filter(p -> p.profile() == null).forEach(gone::add);
        forgotten.forEach(e -> gone.add(new ProfileSaid(e.guestId(), null)));
        GONE.execute(jdbc, gone);
        var changed = new ArrayList<>(profiles);
        changed.addAll(gone);
        WORDS_GONE.execute(jdbc, changed);
        var said = profiles.stream().filter(p -> p.profile() != null).toList();
        SAID.execute(jdbc, said);
        var words = new ArrayList<Word>();
        for (var profile : said) {
            words(profile).forEach(word -> words.add(new Word(profile.guestId(), word)));
        }
        WORDS.execute(jdbc, words);
    }

    private static Collection<String> words(ProfileSaid said) {
        var profile = said.profile();
        return profile == null ? java.util.List.of() : NameWords.of(profile.name(), profile.email());
    }

    private static Function<ProfileSaid, @Nullable Object> profile(Function<Profile, @Nullable Object> value) {
        return said -> {
            var profile = said.profile();
            return profile == null ? null : value.apply(profile);
        };
    }

    private static Function<PartySaid, @Nullable Object> party(Function<Party, @Nullable Object> value) {
        return said -> {
            var party = said.party();
            return party == null ? null : value.apply(party);
        };
    }
}
