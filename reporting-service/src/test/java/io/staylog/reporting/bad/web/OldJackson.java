package io.staylog.reporting.bad.web;

import com.fasterxml.jackson.databind.JsonNode;

/** Bad on purpose. */
public class OldJackson {
    public JsonNode node;
}
