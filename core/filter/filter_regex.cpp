#define PCRE2_CODE_UNIT_WIDTH 8

#include <filter/filter_regex.h>

#include <pcre2.h>

#include <array>
#include <new>

namespace tapscope {
namespace {

// Some milliseconds in the worst case. Ordinary patterns need a few hundred steps.
constexpr std::uint32_t matchLimit = 200'000;
constexpr std::uint32_t depthLimit = 2'000;
constexpr std::uint32_t heapLimit = 1'024; // KiB

} // namespace

struct RegexMemory::State {
    State() {
        if (data == nullptr || context == nullptr)
            throw std::bad_alloc();
        pcre2_set_match_limit(context, matchLimit);
        pcre2_set_depth_limit(context, depthLimit);
        pcre2_set_heap_limit(context, heapLimit);
    }
    ~State() {
        pcre2_match_data_free(data);
        pcre2_match_context_free(context);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    pcre2_match_data* data = pcre2_match_data_create(1, nullptr);
    pcre2_match_context* context = pcre2_match_context_create(nullptr);
};

RegexMemory::RegexMemory() : state_(std::make_unique<State>()) {}
RegexMemory::~RegexMemory() = default;
RegexMemory::RegexMemory(RegexMemory&&) noexcept = default;
RegexMemory& RegexMemory::operator=(RegexMemory&&) noexcept = default;

FilterRegex::FilterRegex(FilterRegex&&) noexcept = default;
FilterRegex& FilterRegex::operator=(FilterRegex&&) noexcept = default;
FilterRegex::~FilterRegex() = default;

void FilterRegex::Free::operator()(void* code) const noexcept {
    pcre2_code_free(static_cast<pcre2_code*>(code));
}

std::expected<FilterRegex, FilterRegex::Wrong> FilterRegex::compile(std::string_view pattern) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                               PCRE2_CASELESS | PCRE2_NEVER_UTF, &error, &offset, nullptr);
    if (code == nullptr) {
        std::array<PCRE2_UCHAR, 160> message{};
        pcre2_get_error_message(error, message.data(), message.size());
        return std::unexpected(Wrong{offset, reinterpret_cast<const char*>(message.data())});
    }
    FilterRegex regex;
    regex.code_.reset(code);
    // If it cannot be compiled to machine code, it is interpreted: slower, with the same result.
    static_cast<void>(pcre2_jit_compile(code, PCRE2_JIT_COMPLETE));
    return regex;
}

bool FilterRegex::matches(Bytes subject, RegexMemory& memory) const noexcept {
    const auto* code = static_cast<const pcre2_code*>(code_.get());
    const auto* text = reinterpret_cast<PCRE2_SPTR>(subject.data());
    const auto run = [&](std::uint32_t options) {
        return pcre2_match(code, subject.empty() ? reinterpret_cast<PCRE2_SPTR>("") : text, subject.size(), 0, options,
                           memory.state_->data, memory.state_->context);
    };
    const int result = run(0);
    return result >= 0 || (result == PCRE2_ERROR_JIT_STACKLIMIT && run(PCRE2_NO_JIT) >= 0);
}

} // namespace tapscope
