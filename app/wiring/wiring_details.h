#pragma once

#include "wiring_shot.h"

#include <QScrollArea>

class QLabel;

namespace tapscope {

class FormGrid;
class RateGraph;
class Theme;

/// Shows the properties of the selected device, or the number of selected devices.
class WiringDetails final : public QScrollArea {
    Q_OBJECT

public:
    explicit WiringDetails(const Theme& theme, QWidget* parent = nullptr);

    void show(const WiringShots& shot, const std::vector<WiredAt>& devices, const QString& work);

private:
    void set(const QString& title, const QString& text);

    QLabel* title_;
    QLabel* about_;
    RateGraph* rates_;
    FormGrid* form_;
    std::vector<std::pair<QString, QLabel*>> rows_;
};

} // namespace tapscope
