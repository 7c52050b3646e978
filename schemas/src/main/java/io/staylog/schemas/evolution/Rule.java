package io.staylog.schemas.evolution;

/**
 * What a schema and each change of one must keep to, so that no reader and no writer stops. Most of it neither Avro nor a
 * registry looks at.
 */
public enum Rule {
    /** A payload is one record. */
    ONE_RECORD(
            "a payload is one record, no union",
            "a reader that does not know one alternative cannot read any",
            "make each alternative a record type, each with a subject of its own"),
    /** A schema stands by itself. */
    NO_REFERENCES(
            "a schema stands by itself, without references",
            "a reader that asks for it by its id gets only a part",
            "write the types it names into the same schema"),
    /** All types are in our namespace. */
    OUR_NAMESPACE(
            "types are below io.staylog.schemas",
            "our readers trust no class from elsewhere and would refuse it",
            "give it a namespace below io.staylog.schemas"),
    /** Names of types say what they mean. */
    TYPE_NAME(
            "names of types are written LikeThis, without a suffix that says nothing",
            "no name can be changed once a reader knows it",
            "find the field's own word for it now"),
    /** Names of fields look alike. */
    FIELD_NAME(
            "names of fields are written likeThis",
            "no name can be changed once a reader knows it",
            "write it likeThis now"),
    /** Names of symbols look alike. */
    SYMBOL_NAME(
            "symbols are written LIKE_THIS",
            "no symbol can be changed once a reader knows it",
            "write it LIKE_THIS now"),
    /** Everything is explained. */
    DOC(
            "every type and field has a doc",
            "whoever writes a reader has to guess",
            "say in one sentence what it means, and its unit where it is a number"),
    /** Aliases are not used. */
    NO_ALIASES(
            "there are no aliases",
            "a reader of an earlier version knows nothing of them",
            "keep the name, or add a field of the new name beside the old one"),
    /** An enum starts with UNKNOWN. */
    UNKNOWN_FIRST(
            "an enum's first symbol is UNKNOWN",
            "a reader could not tell a symbol that is new to it from one that was meant",
            "put UNKNOWN first, from version 1 on"),
    /** UNKNOWN is what a reader sees of a symbol that it does not know. */
    UNKNOWN_DEFAULT(
            "an enum's default is UNKNOWN",
            "a reader of this version could not read any symbol that comes later",
            "make UNKNOWN the enum's own default, from version 1 on; the default of a field does not help"),
    /** Numbers are exact. */
    NO_FLOATS(
            "there are no floating-point numbers",
            "readers round, and sums of money differ",
            "use a long that counts the smallest unit, named ...Minor where it is money"),
    /** Bytes are not used. */
    NO_BYTES(
            "there are no bytes and no fixed",
            "a reader cannot tell what is in them, and other languages differ",
            "use a type that says what it is, such as string, uuid or long"),
    /** The only unions are optional fields. */
    OPTIONAL_ONLY(
            "a union is [null, something]",
            "a reader that does not know one alternative cannot read the record",
            "use a record type per alternative, or optional fields"),
    /** What may be null is null where nothing is said. */
    NULL_DEFAULT(
            "what may be null has null as its default",
            "a new reader would have nothing to put where an older writer left it out",
            "put null first in the union and make it the default"),
    /** The unit is the end of a name. */
    UNIT_IN_NAME(
            "the end of a name agrees with the type: ...Minor long, ...At timestamp-millis, ...Date date, ...Bps int",
            "readers go by the name",
            "take the type that the name promises, or another name"),

    /** Types live as long as the log. */
    TYPE_KEPT(
            "a released record type stays, under its name",
            "a reader of %s would skip all new records as a type it does not know",
            "keep the type; add the new one beside it and write both until no reader needs the old one"),
    /** A namespace is a part of the name. */
    NAMESPACE_KEPT(
            "a released record type stays in its namespace",
            "a reader of %s would skip all new records as a type it does not know",
            "keep the namespace"),
    /** Types inside a record keep their names. */
    NESTED_NAME_KEPT(
            "a type inside a record keeps its name",
            "a reader of %s cannot match it",
            "keep the name, or add a field with the new type beside the old one"),
    /** Fields live as long as the log. */
    FIELD_KEPT(
            "a released field stays, under its name",
            "a reader of %s would find nothing, or a default that nobody wrote",
            "keep the field and go on filling it; add the new one beside it with a default"),
    /** New fields have defaults. */
    NEW_FIELD_DEFAULT(
            "a new field has a default",
            "a new reader cannot read the records of %s",
            "give the field a default that is true of all records before it"),
    /** Defaults stay. */
    DEFAULT_KEPT(
            "a field's default stays",
            "readers of %s and new readers would take the same old record for two different things",
            "keep the default; add a field beside it"),
    /** Types stay. */
    FIELD_TYPE_KEPT(
            "a field's type stays",
            "readers of %s and new readers do not read the same value",
            "keep the field and add one of the new type beside it, with a default"),
    /** What a number stands for stays. */
    LOGICAL_TYPE_KEPT(
            "a field's logical type stays",
            "a reader of %s would take the same bytes for another value, and a new reader those of old records",
            "keep the field and add one with the new logical type beside it, with a default"),
    /** Decimals keep their scale. */
    SCALE_KEPT(
            "a decimal's scale stays",
            "a reader of %s would be wrong by powers of ten",
            "keep the field and add one with the new scale beside it, with a default"),
    /** Decimals keep their precision. */
    PRECISION_KEPT(
            "a decimal's precision stays",
            "a reader of %s may not have room for the value",
            "keep the field and add one with the new precision beside it, with a default"),
    /** Units stay. */
    UNIT_KEPT(
            "a field's unit stays",
            "a reader of %s would count in the old unit",
            "keep the field and add one in the new unit beside it, with a default and the unit in its name"),
    /** Symbols stay. */
    SYMBOLS_KEPT(
            "an enum loses no symbol",
            "a new reader would see UNKNOWN, or stop, in the records of %s",
            "keep the symbol, and say in the doc that nobody writes it any more"),
    /** Symbols stay in order. */
    SYMBOL_ORDER_KEPT(
            "an enum's symbols stay in order",
            "a reader of %s that keeps the symbol's number would take it for another",
            "add the new symbol at the end"),
    /** What is seen of an unknown symbol stays. */
    ENUM_DEFAULT_KEPT(
            "an enum's default stays",
            "a new reader would take what it does not know for something else than a reader of %s does",
            "keep the default"),
    /** Only an enum with a default may get symbols. */
    GROWS_BY_DEFAULT(
            "only an enum with a default gets new symbols",
            "a reader of %s cannot read a record with the new symbol",
            "add a field with an enum that has UNKNOWN as its default");

    private final String title;
    private final String harm;
    private final String instead;

    Rule(String title, String harm, String instead) {
        this.title = title;
        this.harm = harm;
        this.instead = instead;
    }

    /** The rule in a few words. */
    public String title() {
        return title;
    }

    /** What to do instead of breaking it. */
    public String instead() {
        return instead;
    }

    /** Who is harmed, given the name of the version that readers and writers have. */
    String harm(String then) {
        return String.format(java.util.Locale.ROOT, harm, then);
    }
}
