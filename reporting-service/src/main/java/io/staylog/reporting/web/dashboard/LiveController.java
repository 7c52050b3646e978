package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.live.LiveClient;
import io.staylog.reporting.live.LiveHub;
import io.staylog.reporting.live.LiveMessage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events: {@code current}, {@code changed}, {@code reset}, {@code beat}, {@code dropped} and {@code bye}. The id is
 * the token of what the rows stand on; whoever comes back with it is told at once whether there is more.
 */
@Controller
class LiveController {
    private static final String BUSY_AFTER_S = "15";
    private static final long FOR_EVER = 0;
    private static final long RECONNECT_MS = 1_000;
    private static final long RECONNECT_SLOW_MS = 5_000;

    private final LiveHub hub;

    LiveController(LiveHub hub) {
        this.hub = hub;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Nullable
    SseEmitter live(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable String since,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            HttpServletResponse response) {
        var joined = hub.join(hotel, last == null ? since : last);
        if (joined.isEmpty()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, BUSY_AFTER_S);
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return null;
        }
        // Proxies that gather what they pass on would make it late.
        response.setHeader("X-Accel-Buffering", "no");
        var emitter = new SseEmitter(FOR_EVER);
        var client = joined.get();
        emitter.onCompletion(() -> hub.leave(client));
        Thread.ofVirtual().name("live page").start(() -> pass(client, emitter));
        return emitter;
    }

    private void pass(LiveClient client, SseEmitter emitter) {
        try {
            LiveMessage message;
            do {
                message = client.next();
                emitter.send(event(message));
            } while (!message.last());
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The page has gone, and Tomcat ends the exchange by itself: whoever ended it here too would fail at that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        } finally {
            hub.leave(client);
        }
    }

    private static SseEmitter.SseEventBuilder event(LiveMessage message) {
        var event = SseEmitter.event()
                .name(message.kind().name().toLowerCase(Locale.ROOT))
                .reconnectTime(message.kind() == LiveMessage.Kind.DROPPED ? RECONNECT_SLOW_MS : RECONNECT_MS)
                .data(
                        message.newestEventAt() == null
                                ? ""
                                : message.newestEventAt().toString());
        return message.token() == null ? event : event.id(message.token());
    }
}
