package io.staylog.schemas.evolution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

/** What a schema must keep of those before it. */
public final class SchemaChange {
    private static final String SCALE = "scale";
    private static final String PRECISION = "precision";

    private final SchemaVersion then;
    private final List<Finding> findings = new ArrayList<>();

    private SchemaChange(SchemaVersion then) {
        this.then = then;
    }

    /** Everything that speaks against a schema: by itself, and after each of these versions. */
    public static List<Finding> judge(Collection<SchemaVersion> earlier, Schema proposed) {
        var findings = new ArrayList<>(SchemaRules.of(proposed));
        earlier.forEach(version -> findings.addAll(between(version, proposed)));
        return findings;
    }

    /** What would break between readers and writers of a version and those of the schema that follows it. */
    public static List<Finding> between(SchemaVersion then, Schema now) {
        var change = new SchemaChange(then);
        change.root(then.schema(), now);
        var after = NamedTypes.of(now);
        NamedTypes.of(then.schema()).forEach((name, before) -> {
            var same = name.equals(then.schema().getFullName()) ? now : after.get(name);
            if (same != null && before.getType() == same.getType()) {
                change.contents(before, same);
            }
        });
        if (change.findings.isEmpty()) {
            change.whatAvroSays(now);
        }
        return change.findings;
    }

    /** Released types that are gone, and what they look renamed to. */
    public static List<Finding> ofTypes(Collection<SchemaVersion> released, Collection<Schema> current) {
        var findings = new ArrayList<Finding>();
        var unreleased = current.stream()
                .filter(now -> released.stream().noneMatch(version -> isSameName(version.schema(), now)))
                .toList();
        for (var version : released) {
            if (current.stream().noneMatch(now -> isSameName(version.schema(), now))) {
                var renamed = unreleased.stream()
                        .filter(now -> looksLike(version.schema(), now))
                        .findFirst();
                var change = new SchemaChange(version);
                renamed.ifPresentOrElse(
                        now -> change.root(version.schema(), now),
                        () -> change.found(Rule.TYPE_KEPT, version.schema().getFullName() + " is gone"));
                findings.addAll(change.findings);
            }
        }
        return findings;
    }

    /** Whether a record of another name has all the fields of one, so that it may be the same under a new name. */
    public static boolean looksLike(Schema one, Schema other) {
        return one.getType() == Schema.Type.RECORD
                && other.getType() == Schema.Type.RECORD
                && !isSameName(one, other)
                && names(other).containsAll(names(one));
    }

    private static boolean isSameName(Schema one, Schema other) {
        return one.getFullName().equals(other.getFullName());
    }

    private static List<String> names(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name).toList();
    }

    private void root(Schema before, Schema now) {
        if (before.getType() != now.getType()) {
            found(Rule.FIELD_TYPE_KEPT, before.getFullName() + " becomes a " + NamedTypes.words(now));
        } else if (!isSameName(before, now)) {
            boolean moved = before.getName().equals(now.getName());
            found(
                    moved ? Rule.NAMESPACE_KEPT : Rule.TYPE_KEPT,
                    before.getFullName() + (moved ? " moves to " : " is renamed to ") + now.getFullName());
        }
    }

    private void contents(Schema before, Schema now) {
        switch (before.getType()) {
            case RECORD -> fields(before, now);
            case ENUM -> symbols(before, now);
            default -> {}
        }
    }

    private void fields(Schema before, Schema now) {
        for (var field : before.getFields()) {
            var name = before.getName() + "." + field.name();
            var kept = now.getField(field.name());
            if (kept == null) {
                gone(name, field, before, now);
            } else {
                type(name, field.schema(), kept.schema());
                defaults(name, field, kept);
                docs(name, field, kept);
            }
        }
        for (var field : now.getFields()) {
            if (before.getField(field.name()) == null && !field.hasDefaultValue()) {
                found(Rule.NEW_FIELD_DEFAULT, now.getName() + "." + field.name() + " is new and has no default");
            }
        }
    }

    private void gone(String name, Schema.Field field, Schema before, Schema now) {
        var inOtherUnit = now.getFields().stream()
                .filter(other -> before.getField(other.name()) == null)
                .filter(other -> Units.differOnly(field.name(), other.name()))
                .findFirst();
        if (inOtherUnit.isPresent()) {
            found(Rule.UNIT_KEPT, name + " becomes " + inOtherUnit.get().name() + ", the same in another unit");
        } else if (field.hasDefaultValue()) {
            found(
                    Rule.FIELD_KEPT,
                    name + " is gone or was renamed",
                    "a reader of " + then.name() + " would find its default in every new record, which nobody wrote");
        } else {
            found(
                    Rule.FIELD_KEPT,
                    name + " is gone or was renamed",
                    "a reader of " + then.name() + " cannot read new records");
        }
    }

    private void defaults(String name, Schema.Field field, Schema.Field kept) {
        boolean isSame = field.hasDefaultValue() == kept.hasDefaultValue()
                && Objects.equals(String.valueOf(field.defaultVal()), String.valueOf(kept.defaultVal()));
        if (!isSame) {
            found(Rule.DEFAULT_KEPT, name + " has another default");
        }
    }

    /** The same number in another unit is a change that only the words of a doc show. */
    private void docs(String name, Schema.Field field, Schema.Field kept) {
        var value = NamedTypes.value(field.schema());
        boolean isCount = (value.getType() == Schema.Type.INT || value.getType() == Schema.Type.LONG)
                && NamedTypes.logicalType(value).equals("none");
        var before = Units.in(Objects.requireNonNullElse(field.doc(), ""));
        var after = Units.in(Objects.requireNonNullElse(kept.doc(), ""));
        boolean speakOfUnits = !before.isEmpty() && !after.isEmpty();
        if (isCount && speakOfUnits && Collections.disjoint(before, after)) {
            found(Rule.UNIT_KEPT, name + " counts in " + after + " and not in " + before + " any more, says its doc");
        }
    }

    private void type(String name, Schema before, Schema now) {
        if (before.getType() != now.getType()) {
            otherType(name, before, now);
            return;
        }
        switch (before.getType()) {
            case ARRAY -> type(name, before.getElementType(), now.getElementType());
            case MAP -> type(name, before.getValueType(), now.getValueType());
            case UNION -> branches(name, before, now);
            case RECORD, ENUM -> nested(name, before, now);
            case FIXED -> {
                nested(name, before, now);
                logical(name, before, now);
                if (before.getFixedSize() != now.getFixedSize()) {
                    otherType(name, before, now);
                }
            }
            default -> logical(name, before, now);
        }
    }

    private void branches(String name, Schema before, Schema now) {
        var old = before.getTypes();
        var branches = now.getTypes();
        if (old.size() != branches.size()) {
            otherType(name, before, now);
            return;
        }
        for (int i = 0; i < old.size(); i++) {
            type(name, old.get(i), branches.get(i));
        }
    }

    private void nested(String name, Schema before, Schema now) {
        if (!isSameName(before, now)) {
            found(
                    Rule.NESTED_NAME_KEPT,
                    name + " was a " + before.getFullName() + " and becomes a " + now.getFullName());
        }
    }

    private void logical(String name, Schema before, Schema now) {
        var old = NamedTypes.logicalType(before);
        var logical = NamedTypes.logicalType(now);
        if (!old.equals(logical)) {
            found(Rule.LOGICAL_TYPE_KEPT, name + " has the logical type " + logical + " instead of " + old);
            return;
        }
        property(Rule.SCALE_KEPT, SCALE, name, before, now);
        property(Rule.PRECISION_KEPT, PRECISION, name, before, now);
    }

    private void property(Rule rule, String property, String name, Schema before, Schema now) {
        var old = number(before, property);
        var number = number(now, property);
        if (!old.equals(number)) {
            found(rule, name + " has the " + property + " " + number + " instead of " + old);
        }
    }

    private static String number(Schema schema, String property) {
        @Nullable Object value = schema.getObjectProp(property);
        return value == null ? "0" : value.toString();
    }

    private void otherType(String name, Schema before, Schema now) {
        var broken = new ArrayList<String>();
        if (!objections(before, now).isEmpty()) {
            broken.add("a reader of " + then.name() + " cannot read new records");
        }
        if (!objections(now, before).isEmpty()) {
            broken.add("a new reader cannot read the records of " + then.name());
        }
        var what = name + " is " + NamedTypes.words(now) + " instead of " + NamedTypes.words(before);
        if (broken.isEmpty()) {
            found(Rule.FIELD_TYPE_KEPT, what);
        } else {
            found(Rule.FIELD_TYPE_KEPT, what, String.join(", and ", broken));
        }
    }

    private void symbols(Schema before, Schema now) {
        var old = before.getEnumSymbols();
        var symbols = now.getEnumSymbols();
        var lost = old.stream().filter(symbol -> !symbols.contains(symbol)).toList();
        var added = symbols.stream().filter(symbol -> !old.contains(symbol)).toList();
        if (!lost.isEmpty()) {
            found(Rule.SYMBOLS_KEPT, before.getName() + " loses " + String.join(", ", lost));
        } else if (!symbols.subList(0, old.size()).equals(old)) {
            found(Rule.SYMBOL_ORDER_KEPT, before.getName() + " has its symbols in another order");
        }
        if (!Objects.equals(before.getEnumDefault(), now.getEnumDefault())) {
            found(
                    Rule.ENUM_DEFAULT_KEPT,
                    before.getName() + " has the default " + now.getEnumDefault() + " instead of "
                            + before.getEnumDefault());
        }
        if (!added.isEmpty() && before.getEnumDefault() == null) {
            found(
                    Rule.GROWS_BY_DEFAULT,
                    before.getName() + " gets " + String.join(", ", added) + " and had no default");
        }
    }

    /** In case Avro knows something that the rules do not. */
    private void whatAvroSays(Schema now) {
        var what = then.schema().getName() + " changes in a way that Avro refuses";
        var forOld = objections(then.schema(), now);
        if (!forOld.isEmpty()) {
            found(
                    Rule.FIELD_TYPE_KEPT,
                    what,
                    "a reader of " + then.name() + " cannot read new records (" + forOld + ")");
        }
        var forNew = objections(now, then.schema());
        if (!forNew.isEmpty()) {
            found(
                    Rule.FIELD_TYPE_KEPT,
                    what,
                    "a new reader cannot read the records of " + then.name() + " (" + forNew + ")");
        }
    }

    /** Why Avro would not let the reader read what the writer wrote; empty where it would. */
    private static String objections(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
                ? ""
                : result.getIncompatibilities().stream()
                        .map(objection -> objection.getLocation() + " " + objection.getMessage())
                        .collect(Collectors.joining("; "));
    }

    private void found(Rule rule, String what) {
        findings.add(Finding.of(rule, what, then.name()));
    }

    private void found(Rule rule, String what, String who) {
        findings.add(new Finding(rule, what, who));
    }
}
