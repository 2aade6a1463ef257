#pragma once

#include <inject/injector.h>

namespace tapscope {

/// InjectorFactory::create(), whatever the plugin does: one that throws, or that gives nothing, is an Error that names
/// it. As long as that takes.
[[nodiscard]] Result<std::unique_ptr<Injector>> createInjector(const InjectorFactory& factory, const Settings& settings,
                                                               const InjectionTarget& target);

} // namespace tapscope
