#pragma once

#include <plugin/exporter.h>

#include <QDialog>

class QComboBox;
class QLineEdit;
class QStackedWidget;

namespace tapscope {

class SettingsForm;

/// Asks what to save, in which format and where.
class SaveDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Which { All, Displayed, Selected, Marked, Range };
    struct Counts {
        quint64 all = 0, displayed = 0, selected = 0, marked = 0;
    };

    SaveDialog(const std::vector<const Exporter*>& exporters, const Counts& counts, QWidget* parent = nullptr);

    [[nodiscard]] const Exporter& exporter() const;
    [[nodiscard]] SettingValues settings() const;
    [[nodiscard]] Which which() const;
    /// For Which::Range: first and last frame.
    [[nodiscard]] std::pair<quint64, quint64> range() const;
    [[nodiscard]] QString path() const;

private:
    void browse();
    void update();

    std::vector<const Exporter*> exporters_;
    std::vector<SettingsForm*> forms_;
    Counts counts_;
    QComboBox *format_, *which_;
    QLineEdit *range_, *path_;
    QStackedWidget* settings_;
};

} // namespace tapscope
