package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.report.Boards;
import io.staylog.reporting.report.Listing;
import io.staylog.reporting.report.ReportException;
import io.staylog.reporting.report.Snapshot.Standing;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of hotels. Each page that lives has its panels under an address of their own, to be put in place anew. */
@Controller
class HotelPages {
    private static final int FIND_CHARS_MAX = 100;

    private final Boards boards;
    private final BoardCache cache;
    private final Clock clock;

    HotelPages(Boards boards, Clock clock) {
        this.boards = boards;
        this.cache = new BoardCache(boards, clock);
        this.clock = clock;
    }

    @GetMapping("/")
    String hotels(@RequestParam(defaultValue = "") String find, Model model) {
        tiles(find, model);
        return "dashboard/hotels";
    }

    @GetMapping("/panels")
    String hotelsAnew(@RequestParam(defaultValue = "") String find, Model model) {
        tiles(find, model);
        return "dashboard/hotels :: panels";
    }

    private void tiles(String find, Model model) {
        var wanted = find.strip();
        if (wanted.length() > FIND_CHARS_MAX) {
            wanted = wanted.substring(0, FIND_CHARS_MAX);
        }
        var standing = boards.tiles(wanted);
        put(model, standing, Words.utc());
        model.addAttribute("find", wanted);
        model.addAttribute("tiles", standing.value());
    }

    @GetMapping("/hotels/{hotel}")
    String hotel(@PathVariable String hotel, Model model) {
        board(hotel, model);
        return "dashboard/hotel";
    }

    @GetMapping("/hotels/{hotel}/panels")
    String hotelAnew(@PathVariable String hotel, Model model) {
        board(hotel, model);
        return "dashboard/hotel :: panels";
    }

    private void board(String hotel, Model model) {
        var read = cache.board(hotel);
        var board = read.standing().value();
        var words = Words.at(board.hotel().timeZone());
        model.addAttribute("asOf", AsOf.of(read.standing(), read.at()));
        model.addAttribute("w", words);
        model.addAttribute("board", board);
        model.addAttribute("h", board.hotel());
        model.addAttribute("blocks", Charts.heatMap(board.nights(), words));
        model.addAttribute("channels", Charts.channels(board));
        model.addAttribute("leads", Charts.leads(board));
        model.addAttribute("arc", Charts.arc(board.tonight().occupancyPct()));
        model.addAttribute("fresh", board.nights().isEmpty());
    }

    @GetMapping("/hotels/{hotel}/nights")
    String nights(@PathVariable String hotel, Model model) {
        var standing = boards.nights(hotel);
        put(model, standing, Words.at(standing.value().hotel().timeZone()));
        model.addAttribute("h", standing.value().hotel());
        model.addAttribute("types", standing.value().types());
        return "dashboard/nights";
    }

    @GetMapping("/hotels/{hotel}/behind")
    String behind(
            @PathVariable String hotel,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(required = false) @Nullable String value,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable LocalDate on,
            Model model) {
        var listing = Listing.of(what)
                .orElseThrow(() -> new ReportException(
                        ReportException.Kind.NOT_FOUND,
                        "list_not_found",
                        "There is no such list; go back to the dashboard and follow a number there.",
                        Map.of("parameter", "what")));
        var about = new Listing.About(value, type, from, to, on);
        var standing = boards.behind(hotel, listing, about);
        var words = Words.at(standing.value().hotel().timeZone());
        put(model, standing, words);
        model.addAttribute("h", standing.value().hotel());
        model.addAttribute("title", Titles.of(listing, about, words));
        model.addAttribute("rows", standing.value());
        return "dashboard/behind";
    }

    private void put(Model model, Standing<?> standing, Words words) {
        model.addAttribute("asOf", AsOf.of(standing, clock.instant()));
        model.addAttribute("w", words);
    }
}
