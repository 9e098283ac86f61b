package io.cfa.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What lies behind the gateway. */
@RestController
@Tag(name = "Services")
class ServiceApi {

    private final List<Service> services;

    ServiceApi(Routes routes) {
        this.services = routes.routes().keySet().stream()
                .map(name -> new Service(name, Routes.pathOf(name), Routes.pathOf(name) + "/openapi"))
                .toList();
    }

    @Schema(name = "Service")
    record Service(
            @Schema(example = "identity") String name,
            @Schema(example = "/api/identity") String path,
            @Schema(example = "/api/identity/openapi") String document) {}

    @GetMapping("/services")
    @Operation(summary = "The services behind the gateway, and where their documents are")
    List<Service> services() {
        return services;
    }
}
