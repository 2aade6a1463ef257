#pragma once

#include <QDialog>

namespace tapscope {

class Theme;

/// The look of the window: colours, size of text, the font of bytes and filters. Each choice is seen at once; Cancel
/// takes all back.
class PreferencesDialog final : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(Theme& theme, QWidget* parent = nullptr);
};

} // namespace tapscope
