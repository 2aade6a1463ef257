#include <filter/field_filter.h>
#include <filter/filter_checker.h>
#include <filter/filter_evaluation.h>
#include <filter/filter_parser.h>

#include <fmt/core.h>

namespace tapscope {

Error FilterError::asError(std::string_view text) const {
    return failure(ErrorKind::Invalid, "use the filter", fmt::format("\"{}\"", text),
                   fmt::format("at character {}: {}", offset + 1, message))
        .error();
}

std::expected<FieldFilter, FilterError> FieldFilter::compile(std::string_view text, const DecoderRegistry& registry) {
    auto parsed = parseFilter(text);
    if (!parsed)
        return std::unexpected(parsed.error());
    auto program = checkFilter(*parsed, registry);
    if (!program)
        return std::unexpected(program.error());
    FieldFilter filter(std::move(*program));
    filter.warnings_ = std::move(parsed->warnings);
    return filter;
}

bool FieldFilter::matches(const Dissection& dissection, FilterScratch& scratch) const {
    return FilterEvaluation(*program_, dissection, scratch).run();
}

} // namespace tapscope
