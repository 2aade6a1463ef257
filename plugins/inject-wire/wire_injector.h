#pragma once

#include <inject/injector.h>

namespace tapscope {

class WireFactory final : public InjectorFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "wire"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Wire"; }
    [[nodiscard]] std::string_view summary() const noexcept override;
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                           const InjectionTarget& target) const override;
};

} // namespace tapscope
