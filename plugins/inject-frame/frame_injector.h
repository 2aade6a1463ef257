#pragma once

#include <inject/injector.h>

namespace tapscope {

class FrameInjectorFactory final : public InjectorFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "frame"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Frame"; }
    [[nodiscard]] std::string_view summary() const noexcept override;
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                           const InjectionTarget& target) const override;
};

} // namespace tapscope
