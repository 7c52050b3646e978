package io.staylog.cli.terminal;

import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Data on stdout, for a person or, with {@code --json}, for a program. */
public final class Output {
    @Option(names = "--json", description = "Print JSON, one document per line, and nothing else on stdout.")
    private boolean json;

    /** Whether a program reads. */
    public boolean json() {
        return json;
    }

    /** Prints a value: as JSON, or as a table or a list of names and values. */
    public void print(JsonNode value) {
        System.out.println(json ? Json.line(value) : Table.of(value));
    }

    /** Prints a body as it came where a program reads, else as a person wants to see it. */
    public void printBody(String body) {
        System.out.println(json ? body : Answers.text(Json.parse(body, "the answer")));
    }

    /** Prints JSON to a program and a sentence to a person. */
    public void print(JsonNode value, String sentence) {
        System.out.println(json ? Json.line(value) : sentence);
    }
}
