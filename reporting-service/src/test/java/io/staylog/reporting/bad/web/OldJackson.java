package io.staylog.reporting.bad.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;

/** Bad on purpose, each in its way. */
public class OldJackson {
    public static class Streaming {
        public JsonParser parser;
    }

    public static class Databind {
        public JsonNode node;
    }
}
