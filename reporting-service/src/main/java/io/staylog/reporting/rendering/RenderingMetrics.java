package io.staylog.reporting.rendering;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Figures of the renderers and of their queue. */
final class RenderingMetrics {
    private final MeterRegistry meters;
    private final AtomicLong depth = new AtomicLong(-1);

    RenderingMetrics(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("staylog.documents.queue.depth", depth, AtomicLong::get)
                .description("Records of report.requests that no renderer has done with; -1 while it is not known")
                .register(meters);
    }

    void rendered(DocumentKind kind, DocumentFormat format) {
        meters.counter("staylog.documents.rendered", "kind", kind.name(), "format", format.name())
                .increment();
    }

    void failed(DocumentKind kind, DocumentFormat format, String code) {
        meters.counter("staylog.documents.failed", "kind", kind.name(), "format", format.name(), "code", code)
                .increment();
    }

    void dead() {
        meters.counter("staylog.documents.dead").increment();
    }

    void renewed() {
        meters.counter("staylog.documents.locks.renewed").increment();
    }

    void took(DocumentKind kind, DocumentFormat format, long ns) {
        Timer.builder("staylog.documents.render")
                .description("From the begin of an attempt to its answer on the log")
                .tags("kind", kind.name(), "format", format.name())
                .publishPercentileHistogram()
                .register(meters)
                .record(Duration.ofNanos(ns));
    }

    void depth(long records) {
        depth.set(records);
    }
}
