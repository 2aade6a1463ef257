#pragma once

#include <plugin/plugin_host.h>

#include <QDialog>

namespace tapscope {

class Theme;

/// What is loaded, from where, and what was refused and why.
class PluginsDialog final : public QDialog {
    Q_OBJECT

public:
    PluginsDialog(const PluginHost& plugins, const Theme& theme, QWidget* parent = nullptr);
};

} // namespace tapscope
