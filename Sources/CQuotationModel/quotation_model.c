#include "quotation_model.h"

static const unsigned char bytes[] = {
#embed "quotation.model"
};

const unsigned char *onrecord_quotation_model(void) { return bytes; }

size_t onrecord_quotation_model_length(void) { return sizeof bytes; }
