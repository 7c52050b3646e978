package io.staylog.schemas.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staylog.schemas.TopicUse;
import java.util.List;
import org.apache.avro.Schema;

/**
 * One type of record that can be on a topic.
 *
 * @param schema without hints for Java
 * @param topics where it can be
 * @param versions oldest first
 * @param example a realistic one
 */
record RecordType(Schema schema, List<TopicUse> topics, List<Version> versions, ObjectNode example) {
    /**
     * One version of its schema.
     *
     * @param release the release that brought it; 0 where none has yet
     * @param sha256 of the schema's text as Avro writes it, in hex
     * @param changes what is different from the one before, in words; empty for the first
     */
    record Version(int release, String sha256, List<String> changes) {
        String title() {
            return release == 0 ? "not released yet" : "release " + release;
        }
    }

    boolean isFirst(Version version) {
        return version.equals(versions.get(0));
    }

    String name() {
        return schema.getName();
    }

    String doc() {
        return schema.getDoc() == null ? "" : schema.getDoc();
    }
}
