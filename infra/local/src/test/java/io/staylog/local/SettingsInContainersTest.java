package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsInContainersTest {
    @Test
    void the_broker_keeps_the_same_promises_in_a_container() throws IOException {
        var here = new TreeMap<String, String>();
        BrokerSettings.SINGLE_NODE.forEach((name, value) ->
                here.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        assertThat(variables("broker.env")).containsAllEntriesOf(here);
    }

    @Test
    void the_registry_refuses_the_same_in_a_container() throws IOException {
        assertThat(variables("registry.env"))
                .containsEntry("APICURIO_RULES_GLOBAL_COMPATIBILITY", "FULL_TRANSITIVE")
                .containsEntry("APICURIO_RULES_GLOBAL_VALIDITY", "FULL")
                .containsEntry("APICURIO_STORAGE_KIND", "kafkasql");
    }

    private static Map<String, String> variables(String file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(ProjectDir.find(Map.of()).resolve("infra/deploy/" + file))) {
            properties.load(reader);
        }
        var variables = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> variables.put(name, properties.getProperty(name)));
        return variables;
    }
}
