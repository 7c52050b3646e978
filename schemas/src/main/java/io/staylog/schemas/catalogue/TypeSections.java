package io.staylog.schemas.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.staylog.schemas.evolution.NamedTypes;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** The page's sections about types: the records of topics, and the types that they are made of. */
final class TypeSections {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Catalogue catalogue;

    TypeSections(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Every record type that can be on a topic. */
    String records() {
        var html = new StringBuilder("<section id=\"records\">\n<h2>Record types</h2>\n");
        for (var type : catalogue.records().values()) {
            title(html, "record", type.schema());
            html.append("<p class=\"links\"><span>On</span> ")
                    .append(type.topics().stream()
                            .map(use -> Html.link(
                                    Html.anchor("topic", use.topic().name()),
                                    use.topic().name()))
                            .collect(Collectors.joining(" ")))
                    .append("</p>\n");
            fields(html, type.schema());
            html.append("<details class=\"example\"><summary>Example</summary>\n<pre tabindex=\"0\">")
                    .append(Html.text(AsyncApi.text(type.example()).stripTrailing()))
                    .append("</pre></details>\n");
            versions(html, type);
            html.append("</article>\n");
        }
        return html.append("</section>\n").toString();
    }

    /** Every type that records have in common. */
    String parts() {
        var html = new StringBuilder("<section id=\"parts\">\n<h2>Shared types</h2>\n");
        for (var part : catalogue.parts().values()) {
            title(html, "type", part);
            if (part.getType() == Schema.Type.ENUM) {
                html.append("<p class=\"symbols\">")
                        .append(part.getEnumSymbols().stream().map(Html::code).collect(Collectors.joining(" ")))
                        .append("</p>\n<p class=\"note\">A reader takes a symbol that it does not know for ")
                        .append(Html.code(String.valueOf(part.getEnumDefault())))
                        .append(".</p>\n");
            } else {
                fields(html, part);
            }
            html.append("<p class=\"links\"><span>In</span> ")
                    .append(users(part))
                    .append("</p>\n</article>\n");
        }
        return html.append("</section>\n").toString();
    }

    private static void title(StringBuilder html, String kind, Schema schema) {
        var anchor = Html.anchor(kind, schema.getName());
        html.append("<article id=\"" + anchor + "\">\n<h3><a class=\"self\" href=\"#" + anchor + "\">")
                .append(Html.breakable(schema.getName()))
                .append("</a></h3>\n<p class=\"fullname\">")
                .append(Html.breakable(schema.getFullName()))
                .append("</p>\n<p>")
                .append(Html.sentence(String.valueOf(schema.getDoc())))
                .append("</p>\n");
    }

    private void fields(StringBuilder html, Schema record) {
        html.append("<dl class=\"fields\">\n");
        for (var field : record.getFields()) {
            html.append("<div><dt>")
                    .append(Html.code(field.name()))
                    .append(" <span class=\"type\">")
                    .append(type(field.schema()))
                    .append("</span></dt><dd>")
                    .append(Html.sentence(String.valueOf(field.doc())));
            Unit.of(field)
                    .ifPresent(unit -> html.append(" <span class=\"note\">Counts ")
                            .append(Html.text(unit))
                            .append(".</span>"));
            if (field.hasDefaultValue()) {
                html.append(" <span class=\"note\">Default ")
                        .append(Html.code(defaultOf(field)))
                        .append("</span>");
            }
            html.append("</dd></div>\n");
        }
        html.append("</dl>\n");
    }

    /** A type in words, with a link where it is told elsewhere on the page. */
    private String type(Schema schema) {
        var value = NamedTypes.value(schema);
        var words = Html.text(NamedTypes.words(schema));
        return catalogue.parts().containsKey(value.getName())
                ? words.replace(value.getName(), Html.link(Html.anchor("type", value.getName()), value.getName()))
                : words;
    }

    private static String defaultOf(Schema.Field field) {
        return JsonProperties.NULL_VALUE.equals(field.defaultVal())
                ? "null"
                : JSON.valueToTree(field.defaultVal()).toString();
    }

    private String users(Schema part) {
        var users = new TreeSet<String>();
        for (var type : catalogue.records().values()) {
            if (NamedTypes.of(type.schema()).containsKey(part.getFullName())) {
                users.add(Html.link(Html.anchor("record", type.name()), type.name()));
            }
        }
        return String.join(" ", users);
    }

    private static void versions(StringBuilder html, RecordType type) {
        html.append("<ul class=\"versions\">\n");
        for (var version : type.versions()) {
            boolean isFirst = type.isFirst(version);
            html.append("<li><b>")
                    .append(version.title())
                    .append("</b> ")
                    .append(Html.text(isFirst ? "first version" : String.join("; ", version.changes())))
                    .append("</li>\n");
        }
        html.append("</ul>\n");
    }
}
