package io.trellis.platform.publish;

import io.trellis.platform.access.Actor;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** App packages over HTTP. */
@RestController
@RequestMapping("/api/v1/packages")
class PackageController {
    private final Packages packages;

    PackageController(Packages packages) {
        this.packages = packages;
    }

    record PackageList(List<Packages.PackageState> packages) {}

    record InstallRequest(String name) {}

    @GetMapping
    PackageList list(Actor actor) {
        return new PackageList(packages.list(actor));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Packages.PackageReport install(Actor actor, @RequestBody InstallRequest request) {
        return packages.install(actor, List.of(request.name() == null ? "" : request.name()));
    }

    @PostMapping("/{name}/upgrade")
    Packages.PackageReport upgrade(Actor actor, @PathVariable String name) {
        return packages.upgrade(actor, name);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void uninstall(Actor actor, @PathVariable String name) {
        packages.uninstall(actor, name);
    }
}
