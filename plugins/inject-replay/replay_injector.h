#pragma once

#include <inject/injector.h>

namespace tapscope {

class ReplayFactory final : public InjectorFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "replay"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Replay"; }
    [[nodiscard]] std::string_view summary() const noexcept override { return "sends the frames of a capture file"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                           const InjectionTarget& target) const override;
};

} // namespace tapscope
