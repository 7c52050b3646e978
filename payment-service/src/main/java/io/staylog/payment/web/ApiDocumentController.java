package io.staylog.payment.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the API document at the address where the other services have theirs. It is a file: there is nothing here but what
 * the service tells of itself, and a test holds the file against the addresses that there are.
 */
@RestController
public final class ApiDocumentController {
    private static final Resource DOCUMENT = new ClassPathResource("api-document.json", ApiDocumentController.class);

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Resource> show() {
        return ResponseEntity.ok(DOCUMENT);
    }
}
