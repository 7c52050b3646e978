package io.staylog.schemas.catalogue;

import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue as one HTML page that needs nothing else: no host, no script. */
final class Page {
    private final Catalogue catalogue;
    private final StringBuilder html = new StringBuilder();

    private Page(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The page.
     *
     * @param style the style sheet that goes into it
     */
    static String of(Catalogue catalogue, String style) {
        var page = new Page(catalogue);
        page.head(style);
        page.html.append("<div class=\"sheet\">\n");
        page.contents();
        page.html.append("<main>\n");
        page.glance();
        page.rules();
        page.topics();
        var types = new TypeSections(catalogue);
        page.html.append(types.records()).append(types.parts());
        page.releases();
        page.html.append("</main>\n</div>\n</body>\n</html>\n");
        return page.html.toString();
    }

    private void head(String style) {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .append("<title>Staylog event catalogue</title>\n<style>\n")
                .append(style)
                .append("</style>\n</head>\n<body>\n<header class=\"top\"><div>\n<p class=\"over\">Staylog</p>\n")
                .append("<h1>Event catalogue</h1>\n<p class=\"lead\">")
                .append(Html.sentence(Words.INTRODUCTION))
                .append("</p>\n<p class=\"figures\"><span><b>")
                .append(catalogue.topics().size())
                .append("</b> topics</span> <span><b>")
                .append(catalogue.records().size())
                .append("</b> record types</span> <span>release <b>")
                .append(catalogue.release())
                .append("</b></span></p>\n</div></header>\n");
    }

    private void contents() {
        html.append("<nav aria-label=\"Contents\"><details open><summary>Contents</summary>\n<ul>")
                .append("<li>")
                .append(Html.link("glance", "At a glance"))
                .append("</li>")
                .append("<li>")
                .append(Html.link("rules", "Reading and writing"))
                .append("</li>")
                .append("<li>")
                .append(Html.link("topics", "Topics"))
                .append("<ul>");
        catalogue
                .topics()
                .forEach(use -> html.append("<li>")
                        .append(Html.link(
                                Html.anchor("topic", use.topic().name()),
                                use.topic().name()))
                        .append("</li>"));
        html.append("</ul></li>\n<li>")
                .append(Html.link("records", "Record types"))
                .append("<ul>");
        catalogue
                .records()
                .keySet()
                .forEach(name -> html.append("<li>")
                        .append(Html.link(Html.anchor("record", name), name))
                        .append("</li>"));
        html.append("</ul></li>\n<li>")
                .append(Html.link("parts", "Shared types"))
                .append("</li><li>")
                .append(Html.link("releases", "Releases"))
                .append("</li></ul>\n</details></nav>\n");
    }

    private void glance() {
        html.append("<section id=\"glance\">\n<h2>At a glance</h2>\n")
                .append("<p>Services never call each other. Each decides alone and publishes what it decided.</p>\n")
                .append(Picture.of(catalogue.topics()))
                .append("<ul class=\"routes\">\n");
        for (var use : catalogue.topics()) {
            html.append("<li>")
                    .append("<a class=\"topicname\" href=\"#"
                            + Html.anchor("topic", use.topic().name()) + "\">")
                    .append(Html.breakable(use.topic().name()))
                    .append("</a><p><span>written by</span> ")
                    .append(parties(use.writers()))
                    .append("</p><p><span>read by</span> ")
                    .append(parties(use.readers()))
                    .append("</p></li>\n");
        }
        html.append("</ul>\n</section>\n");
    }

    private static String parties(List<Party> parties) {
        return parties.isEmpty()
                ? "<span class=\"chip\">nobody yet</span>"
                : parties.stream()
                        .map(party -> "<span class=\"chip " + Picture.style(party) + "\">" + party.title() + "</span>")
                        .collect(Collectors.joining(" "));
    }

    private void rules() {
        html.append("<section id=\"rules\">\n<h2>Reading and writing</h2>\n<dl class=\"rules\">\n");
        for (var rule : Words.RULES) {
            html.append("<div><dt>" + rule.title() + "</dt><dd>")
                    .append(Html.sentence(rule.text()))
                    .append("</dd></div>\n");
        }
        html.append("</dl>\n<h3>Headers</h3>\n")
                .append(
                        "<p>CloudEvents' binding for Kafka in binary mode, W3C trace context, and our own. Readers rely on none"
                                + " of them except where it is said; a request without any header is a good request.</p>\n");
        headers("On every record that Staylog writes", HeaderDoc.ofEveryRecord());
        headers("On some of them", HeaderDoc.ofSomeRecords());
        html.append("<h3>Dead letters</h3>\n<p>").append(Words.DEAD_LETTER).append("</p>\n");
        headers("On a dead letter besides", HeaderDoc.ofDeadLetters());
        headers("On a record about a dead letter, on the same topic", HeaderDoc.ofOrdersAndMarks());
        html.append("</section>\n");
    }

    private void headers(String title, List<HeaderDoc> headers) {
        html.append("<h4>").append(title).append("</h4>\n<dl class=\"fields\">\n");
        for (var header : headers) {
            html.append("<div><dt>")
                    .append(Html.code(header.name()))
                    .append("</dt><dd>")
                    .append(Html.sentence(header.doc()))
                    .append(" <span class=\"note\">For example <code>")
                    .append(Html.text(header.example()))
                    .append("</code></span></dd></div>\n");
        }
        html.append("</dl>\n");
    }

    private void topics() {
        html.append("<section id=\"topics\">\n<h2>Topics</h2>\n");
        catalogue.topics().forEach(this::topic);
        html.append("</section>\n");
    }

    private void topic(TopicUse use) {
        var name = use.topic().name();
        html.append("<article id=\"" + Html.anchor("topic", name) + "\">\n<h3><a class=\"self\" href=\"#"
                        + Html.anchor("topic", name) + "\">" + Html.breakable(name) + "</a></h3>\n<p>")
                .append(Html.sentence(use.about()))
                .append("</p>\n<dl class=\"facts\">\n");
        fact("written by", parties(use.writers()));
        fact("read by", parties(use.readers()));
        fact("who may write", Html.sentence(Words.mayWrite(use)));
        fact("key", Html.code(use.key()));
        fact("kept", Html.text(Words.kept(use.topic())));
        fact("timestamps", Html.text(Words.stamped(use.topic())));
        fact(
                "partitions",
                "8 by default, the same for all topics; set once, never changed, because that would move keys");
        fact("dead letters", Html.code(use.topic().dead()));
        html.append("</dl>\n<p class=\"links\"><span>Records:</span> ");
        html.append(catalogue.on(use).stream()
                .map(type -> Html.link(Html.anchor("record", type.name()), type.name()))
                .collect(Collectors.joining(" ")));
        html.append("</p>\n</article>\n");
    }

    private void fact(String name, String value) {
        html.append("<div><dt>" + name + "</dt><dd>" + value + "</dd></div>\n");
    }

    private void releases() {
        html.append("<section id=\"releases\">\n<h2>Releases</h2>\n");
        for (int release = 0; release <= catalogue.release(); release++) {
            release(release == catalogue.release() ? 0 : release + 1);
        }
        html.append("</section>\n");
    }

    /** What one release brought; 0 is what the next one will bring. */
    private void release(int number) {
        var fresh = new StringBuilder();
        var changed = new StringBuilder();
        for (var type : catalogue.records().values()) {
            for (var version : type.versions()) {
                var link = Html.link(Html.anchor("record", type.name()), type.name());
                if (version.release() == number && type.isFirst(version)) {
                    fresh.append(link).append(' ');
                } else if (version.release() == number) {
                    changed.append("<li>")
                            .append(link)
                            .append(": ")
                            .append(Html.text(String.join("; ", version.changes())))
                            .append("</li>\n");
                }
            }
        }
        if (number == 0 && fresh.length() + changed.length() == 0) {
            return;
        }
        html.append("<h3>" + (number == 0 ? "Not released yet" : "Release " + number) + "</h3>\n");
        if (changed.length() > 0) {
            html.append("<ul>\n").append(changed).append("</ul>\n");
        }
        if (fresh.length() > 0) {
            html.append("<p class=\"links\"><span>New:</span> ").append(fresh).append("</p>\n");
        }
    }
}
