package io.cfa.compliance.screening;

import io.cfa.kit.api.Pages;
import io.cfa.kit.api.SortedBy;
import io.cfa.kit.page.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What operators have to decide. */
@RestController
@RequestMapping("/reviews")
@RolesAllowed("operator")
@Tag(name = "Reviews", description = "The worklist: about whom operators have to decide")
class WorklistApi {

    private final ReviewService reviews;

    WorklistApi(ReviewService reviews) {
        this.reviews = reviews;
    }

    @GetMapping
    @Operation(
            summary = "List about whom operators have to decide",
            description = "The longest waiting first if nobody says. Where `twoOperators` is true, one proposes"
                    + " (`POST /screenings/{participant}/proposal`) and another decides.")
    ResponseEntity<List<Review>> worklist(
            @SortedBy("screenedAt") PageRequest page,
            @RequestParam(required = false)
                    @Parameter(description = "true: of whom something was proposed only", example = "true")
                    Boolean proposed) {
        return Pages.answer(reviews.worklist(proposed, page));
    }

    @GetMapping("/{participant}")
    @Operation(summary = "Read what is to be decided about a participant")
    Review review(@PathVariable @Parameter(description = ScreeningApi.PARTICIPANT) UUID participant) {
        return reviews.review(participant);
    }
}
