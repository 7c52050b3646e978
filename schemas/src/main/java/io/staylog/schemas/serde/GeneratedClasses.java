package io.staylog.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/** Lets Avro use the generated classes of this module, and no others. Since 1.12.2 Avro trusts no class unasked. */
final class GeneratedClasses {
    private static final String PACKAGE = "io.staylog.schemas.";

    static {
        var others = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(others, type -> type.getName().startsWith(PACKAGE)));
    }

    private GeneratedClasses() {}

    /** Makes sure that also others' serializers may use them. */
    static void trust() {
        // Being called has run the lines above.
    }

    /** Reads records of a generated class that were written with another version of its schema. */
    static DatumReader<SpecificRecord> reader(Schema writer, Schema reader) {
        return new SpecificDatumReader<>(writer, reader, SpecificData.getForSchema(reader));
    }
}
