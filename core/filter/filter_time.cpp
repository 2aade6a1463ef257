#include <filter/filter_time.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>

namespace tapscope {
namespace {

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

class TimeReader {
public:
    explicit TimeReader(std::string_view text) : rest_(text) {}

    std::optional<std::int64_t> read() {
        skipSpace();
        const bool isLegacy = !rest_.empty() && (rest_.front() < '0' || rest_.front() > '9');
        if (!(isLegacy ? readLegacyDate() : readIsoDate()))
            return std::nullopt;
        bool isUtc = false;
        std::int64_t offset = 0; // minutes east
        if (!rest_.empty() && !readClock())
            return std::nullopt;
        skipSpace();
        if (take("UTC") || take("Z")) {
            isUtc = true;
        } else if (!rest_.empty()) {
            const bool isWest = rest_.front() == '-';
            if (!take("+") && !take("-"))
                return std::nullopt;
            const auto hours = number(2);
            take(":");
            const auto minutes = rest_.empty() ? std::optional<int>(0) : number(2);
            if (!hours || !minutes || *hours > 23 || *minutes > 59)
                return std::nullopt;
            isUtc = true;
            offset = (*hours * 60 + *minutes) * (isWest ? -1 : 1);
        }
        skipSpace();
        if (!rest_.empty())
            return std::nullopt;
        return total(isUtc, offset);
    }

private:
    void skipSpace() {
        while (rest_.starts_with(' '))
            rest_.remove_prefix(1);
    }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word))
            return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    std::optional<int> number(std::size_t most) {
        int value = 0;
        const std::string_view digits = rest_.substr(0, most);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || value < 0)
            return std::nullopt;
        rest_.remove_prefix(static_cast<std::size_t>(end - digits.data()));
        return value;
    }
    bool readIsoDate() {
        const auto year = number(4);
        if (!year || !take("-"))
            return false;
        const auto month = number(2);
        if (!month || !take("-"))
            return false;
        const auto day = number(2);
        if (!day)
            return false;
        year_ = *year;
        month_ = *month;
        day_ = *day;
        if (!take("T"))
            skipSpace();
        return isDate();
    }
    bool readLegacyDate() {
        const auto month = std::ranges::find_if(months, [&](std::string_view name) { return rest_.starts_with(name); });
        if (month == months.end())
            return false;
        rest_.remove_prefix(3);
        skipSpace();
        const auto day = number(2);
        if (!day || !take(","))
            return false;
        skipSpace();
        const auto year = number(4);
        if (!year)
            return false;
        year_ = *year;
        month_ = static_cast<int>(month - months.begin()) + 1;
        day_ = *day;
        skipSpace();
        return isDate();
    }
    [[nodiscard]] bool isDate() const {
        constexpr int earliest = 1678, latest = 2261; // the range of 64-bit nanoseconds
        return year_ >= earliest && year_ <= latest && date().ok();
    }
    [[nodiscard]] std::chrono::year_month_day date() const { return std::chrono::year(year_) / month_ / day_; }
    bool readClock() {
        const auto hours = number(2);
        if (!hours || !take(":"))
            return false;
        const auto minutes = number(2);
        if (!minutes || *hours > 23 || *minutes > 59)
            return false;
        hours_ = *hours;
        minutes_ = *minutes;
        if (!take(":"))
            return true;
        const auto seconds = number(2);
        if (!seconds || *seconds > 60)
            return false;
        seconds_ = *seconds;
        if (!take(".") && !take(","))
            return true;
        std::int64_t scale = 100'000'000;
        bool any = false;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && scale > 0) {
            nanoseconds_ += (rest_.front() - '0') * scale;
            scale /= 10;
            rest_.remove_prefix(1);
            any = true;
        }
        return any;
    }
    [[nodiscard]] std::optional<std::int64_t> total(bool isUtc, std::int64_t offsetMinutes) const {
        std::int64_t seconds = 0;
        if (isUtc) {
            seconds = std::chrono::sys_days(date()).time_since_epoch().count() * std::int64_t{86'400} + hours_ * 3'600 +
                      minutes_ * 60 + seconds_ - offsetMinutes * 60;
        } else {
            std::tm local{};
            local.tm_year = year_ - 1900;
            local.tm_mon = month_ - 1;
            local.tm_mday = day_;
            local.tm_hour = hours_;
            local.tm_min = minutes_;
            local.tm_sec = seconds_;
            local.tm_isdst = -1;
            seconds = std::mktime(&local);
        }
        return seconds * 1'000'000'000 + nanoseconds_;
    }

    std::string_view rest_;
    int year_ = 0, month_ = 0, day_ = 0, hours_ = 0, minutes_ = 0, seconds_ = 0;
    std::int64_t nanoseconds_ = 0;
};

} // namespace

std::optional<std::int64_t> readTime(std::string_view text) {
    return TimeReader(text).read();
}

} // namespace tapscope
