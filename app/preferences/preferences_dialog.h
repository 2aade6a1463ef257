#pragma once

#include "../frames/list_column.h"

#include <decode/registry.h>

#include <QDialog>

class QPushButton;

namespace tapscope {

class ListHeader;
class Theme;

/// The preferences: colours and text, the columns of the list, and how captures are kept. Colours and text take effect
/// at once, so that they are seen; Cancel undoes all.
class PreferencesDialog final : public QDialog {
    Q_OBJECT

public:
    PreferencesDialog(Theme& theme, const ListHeader& header, const DecoderRegistry& registry,
                      QWidget* parent = nullptr);

signals:
    /// The user has accepted other columns.
    void columnsChosen(const tapscope::ListColumns& columns);

private:
    [[nodiscard]] QWidget* makeAppearance(Theme& theme);
    [[nodiscard]] QWidget* makeColumns(const ListHeader& header, const DecoderRegistry& registry);
    [[nodiscard]] QWidget* makeCaptures(const Theme& theme, QPushButton& keep);
};

} // namespace tapscope
