package io.staylog.reporting.web.dashboard;

import io.staylog.logview.LogUnavailableException;
import io.staylog.reporting.report.Boards;
import io.staylog.reporting.report.Limit;
import io.staylog.reporting.report.Timeline;
import io.staylog.reporting.report.Timelines;
import io.staylog.reporting.web.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One booking and everything that happened to it. */
@Controller
class BookingPage {
    private static final Logger LOG = LoggerFactory.getLogger(BookingPage.class);
    private static final int ENTRIES_MAX = 200;
    private static final ObjectWriter JSON = JsonMapper.shared().writerWithDefaultPrettyPrinter();

    /** One record of the timeline as it is shown: its style, its name in words, and its fields as text. */
    public record Step(Timeline.Entry entry, String style, String name, String fields) {}

    private final Boards boards;
    private final Timelines timelines;
    private final Tokens tokens;
    private final Clock clock;

    BookingPage(Boards boards, Timelines timelines, Tokens tokens, Clock clock) {
        this.boards = boards;
        this.timelines = timelines;
        this.tokens = tokens;
        this.clock = clock;
    }

    @GetMapping("/bookings/{booking}")
    String booking(
            @PathVariable UUID booking,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            Model model) {
        fill(booking, cursor, tokens.shownBy(request), model);
        return "dashboard/booking";
    }

    @GetMapping("/bookings/{booking}/panels")
    String bookingAnew(@PathVariable UUID booking, HttpServletRequest request, Model model) {
        fill(booking, null, tokens.shownBy(request), model);
        return "dashboard/booking :: panels";
    }

    private void fill(UUID booking, @Nullable String cursor, boolean isTrusted, Model model) {
        var standing = boards.booking(booking);
        var found = standing.value();
        model.addAttribute("asOf", AsOf.of(standing, clock.instant()));
        model.addAttribute("w", Words.at(found.hotel().timeZone()));
        model.addAttribute("h", found.hotel());
        model.addAttribute("b", found.stay());
        model.addAttribute("guest", isTrusted ? found.guest() : null);
        model.addAttribute("payments", found.payments());
        model.addAttribute("invoices", found.invoices());
        model.addAttribute("trouble", false);
        model.addAttribute("next", null);
        model.addAttribute("steps", List.of());
        try {
            var timeline = timelines.of(booking, cursor, new Limit(ENTRIES_MAX));
            model.addAttribute(
                    "steps", timeline.rows().stream().map(BookingPage::step).toList());
            model.addAttribute("next", timeline.next());
        } catch (LogUnavailableException e) {
            LOG.warn("A timeline cannot be read from the log now: {}", e.getMessage());
            model.addAttribute("trouble", true);
        }
    }

    private static Step step(Timeline.Entry entry) {
        var style = switch (entry.kind()) {
            case REQUEST -> "asked";
            case DECISION, DOCUMENT -> "decided";
            case REFUSAL -> "no";
            case PAYMENT, RETRY -> "money";
        };
        var fields = entry.data() == null ? "" : JSON.writeValueAsString(entry.data());
        return new Step(entry, style, name(entry.type()), fields);
    }

    /** {@code PaymentAttemptStarted} as "Payment attempt started". */
    static String name(String type) {
        var words = type.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? type : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
