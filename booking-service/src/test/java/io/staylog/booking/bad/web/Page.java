package io.staylog.booking.bad.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.staylog.booking.bad.domain.ReckonEvent;
import io.staylog.booking.bad.stream.Listener;

/** Breaks the rules of the edge: it knows the stream and the domain, and speaks another Jackson. */
public class Page {
    Listener listener;
    ReckonEvent event = new ReckonEvent.Reckoned();
    final ObjectMapper json = new ObjectMapper();

    Listener listener() {
        return new Listener();
    }
}
