#pragma once

#include <QDialog>

namespace tapscope {

class Theme;

/// The preferences: colours, text size, the font of bytes and filters. Each choice takes effect at once; Cancel undoes
/// all of them.
class PreferencesDialog final : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(Theme& theme, QWidget* parent = nullptr);
};

} // namespace tapscope
